import { cellEvents } from './cells/cell-events';
import type { CellOutput } from './cells/cell-output';
import type { CellRunner } from './cells/cell-runner';
import type { Failure, Outcome } from './cells/outcome';
import type { History } from './history';
import { mimeBundleOf } from '../task/display';
import type { Reply } from './protocol/shell';
import type { Request } from './protocol/wire';

/** What an execution needs of the kernel. */
export interface ExecutionPlace {
  readonly runner: CellRunner;
  readonly output: CellOutput;
  readonly history: History;
  /** What is printed and displayed from now on belongs to this request. */
  speakFor(request: Request): void;
  /** Gives up the executions that were asked for by now. */
  abortExecutions(): Promise<void>;
}

/** Answers an `execute_request`. */
export async function execute(place: ExecutionPlace, request: Request): Promise<Reply> {
  const { code, silent, storeHistory, expressions, stopOnError } = orderOf(request.content);
  const { runner, output, history } = place;
  const started = new Date().toISOString();
  const count = history.begin(code, storeHistory);
  place.speakFor(request);
  output.capture(silent);
  cellEvents.begin(request.metadata['cellId']);
  if (!silent) output.publish('execute_input', { code, execution_count: count });
  const outcome = showable(await runner.run(code, storeHistory ? `In[${count}]` : 'In[_]'), count, output);
  history.end(storeHistory, outcome.status === 'ok' ? outcome.text : '');
  if (outcome.status === 'error') {
    const { ename, evalue, traceback } = outcome;
    output.publish('error', { ename, evalue, traceback });
  }
  cellEvents.end();
  output.flush();
  const content =
    outcome.status === 'error'
      ? { ...outcome, execution_count: count, payload: [], user_expressions: {} }
      : { status: 'ok', execution_count: count, payload: [], user_expressions: await evaluate(runner, expressions) };
  if (outcome.status === 'error' && stopOnError) await place.abortExecutions();
  return { content, metadata: { started, status: outcome.status } };
}

type Shown = { readonly status: 'ok'; readonly text: string } | Failure;

/** Publishes a value; one that cannot be shown is an error of its cell. */
function showable(outcome: Outcome, count: number, output: CellOutput): Shown {
  if (outcome.status === 'error') return outcome;
  if (outcome.value === undefined) return { status: 'ok', text: '' };
  try {
    if (showsItself(outcome.value)) return { status: 'ok', text: '' };
    const data = mimeBundleOf(outcome.value);
    output.publish('execute_result', { execution_count: count, data, metadata: {} });
    return { status: 'ok', text: String(data['text/plain']) };
  } catch (error) {
    const evalue = `The value cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
    return { status: 'error', ename: 'DisplayError', evalue, traceback: [`DisplayError: ${evalue}`] };
  }
}

const showKey = Symbol.for('headwater.show');

/** Components and cards of the client display themselves, so that they can be redrawn: the protocol has no update of a result. */
function showsItself(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const show: unknown = Reflect.get(value, showKey);
  return typeof show === 'function' && Reflect.apply(show, value, []) === true;
}

interface Order {
  readonly code: string;
  readonly silent: boolean;
  readonly storeHistory: boolean;
  readonly expressions: readonly (readonly [name: string, expression: string])[];
  readonly stopOnError: boolean;
}

/** What is left out has the protocol's default. */
function orderOf(content: Request['content']): Order {
  const silent = content['silent'] === true;
  return {
    code: String(content['code'] ?? ''),
    silent,
    storeHistory: !silent && content['store_history'] !== false,
    expressions: Object.entries(content['user_expressions'] ?? {}).map(([name, each]) => [name, String(each)] as const),
    stopOnError: content['stop_on_error'] !== false
  };
}

async function evaluate(runner: CellRunner, expressions: Order['expressions']): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, expression] of expressions) values[name] = inWords(await runner.run(`(${expression}\n)`, 'In[_]'));
  return values;
}

function inWords(outcome: Outcome): unknown {
  if (outcome.status === 'error') return outcome;
  try {
    return { status: 'ok', data: mimeBundleOf(outcome.value), metadata: {} };
  } catch (error) {
    return { status: 'error', ename: 'DisplayError', evalue: String(error), traceback: [] };
  }
}
