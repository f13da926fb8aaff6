import type { TaskError } from '../task/protocol';
import { onlyInFlow, type FlowRun } from './flow-run';
import type { Reference, ReferenceFailure } from './reference';
import type { Difference, StepReport } from './verify-report';

/**
 * How the step that fails in the kernel ends in the flow; null when none fails in the kernel.
 * @throws HeadwaterError HW365 when the flow fails where the kernel does not
 */
export function compareFailure({ failure }: Reference, flows: readonly FlowRun[]): StepReport | null {
  for (const flow of flows) checkPlace(flow, failure);
  if (failure === null) return null;
  const differences = flows.flatMap(flow => differenceOf(flow, failure));
  const [first] = differences;
  return {
    step: failure.step,
    verdict: first === undefined ? 'same' : 'different',
    variables: 0,
    differences: first === undefined ? [] : [first],
    uncertain: [],
    notStored: [],
    failure: lastLineOf(failure)
  };
}

/** A flow may only fail in the very step in which the kernel fails. */
function checkPlace({ failure, state }: FlowRun, kernel: ReferenceFailure | null): void {
  if (failure !== null && (kernel === null || state.plan.steps[state.front]?.name !== kernel.step)) throw onlyInFlow(failure);
}

function differenceOf(flow: FlowRun, failure: ReferenceFailure): Difference[] {
  const met = errorOf(flow, failure.step);
  if (met !== null && isSaid(met, failure)) return [];
  const text = met === null ? 'goes on' : `fails: ${met.message}`;
  const { maxWorkers } = flow.state.plan;
  return [{ variable: 'error', path: 'the error', kernel: `fails: ${lastLineOf(failure)}`, flow: text, workers: maxWorkers }];
}

/** The error that the step met: it ended the run or was caught. */
function errorOf({ failure, state }: FlowRun, step: string): TaskError | null {
  const position = state.plan.steps.findIndex(each => each.name === step);
  const caught = state.steps[position]?.units.find(unit => unit.caught !== null)?.caught;
  return caught ?? (state.front === position ? failure : null);
}

/** The kernel prints the error with its stack, after whatever the cell itself has printed there. */
function isSaid({ message, type }: TaskError, { said }: ReferenceFailure): boolean {
  return said.includes(message.trim()) && (type === 'string' || said.includes(type) || said.includes('Error'));
}

/** The line of the error itself: the last one before its stack. */
function lastLineOf({ said }: ReferenceFailure): string {
  const lines = said.trim().split('\n');
  const stack = lines.findIndex(line => /^\s+at /.test(line));
  const line = lines[stack > 0 ? stack - 1 : lines.length - 1] ?? '';
  return line.trim().slice(0, 300) || 'it said nothing';
}
