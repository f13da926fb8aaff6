import type { Artifact, Flow, Run, Step, Task } from '../../client/api';
import { PythonObject } from '../artifact/decode/python-values';
import { count, formatBytes, formatMoment } from './format-amounts';
import { storeHere } from './open-store';
import { durationText } from '../duration-text';
import { plain, runCells, runColumns, runRow, statusText, type RunRow } from './run-rows';
import { workFacts, workLines, workOfRun } from './run-work';
import { showValue, type ShowOptions } from './show-value';
import { styled, type Terminal } from './terminal';
import { textTable } from './text-table';
import { valueJson } from './value-json';

/** A flow: its newest runs. */
export async function showFlow(flow: Flow, options: ShowOptions): Promise<void> {
  const created = await flow.createdAt;
  const rows: RunRow[] = [];
  for (const run of await flow.runs({ last: 20 })) rows.push(await runRow(run));
  if (options.json) return printJson({ pathspec: flow.id, createdAt: created.toISOString(), runs: rows });
  const cells = rows.map(row => runCells(row, options.terminal));
  print([heading(`Flow ${flow.id}`, options), `newest ${count(rows.length, 'run')}`, '', textTable(runColumns, cells, options.terminal)]);
}

/** A run: its steps, as they were committed. */
export async function showRun(run: Run, options: ShowOptions): Promise<void> {
  const row = await runRow(run);
  const origin = await run.originPathspec;
  const steps = await Promise.all((await run.steps).reverse().map(step => describeStep(step, origin !== null)));
  const finals = (await run.artifacts).map(each => each.id);
  const work = workOfRun(storeHere(), run.pathspec);
  if (options.json)
    return printJson({ ...row, origin, systemTags: await run.systemTags, steps, data: finals, ...(work === null ? {} : workFacts(work)) });
  const { terminal } = options;
  const [, , started = '', took = ''] = runCells(row, terminal);
  print([
    `${heading(`Run ${run.pathspec}`, options)}  ${statusText(row.status, terminal)}`,
    [
      `started ${started}`,
      took === '' ? '' : `took ${took}`,
      row.user === null ? '' : `by ${plain(row.user)}`,
      origin === null ? '' : `resumes ${origin}`
    ]
      .filter(each => each !== '')
      .join(' · '),
    ...(row.tags.length === 0 ? [] : [`tags: ${plain(row.tags.join(', '))}`]),
    '',
    textTable(
      stepColumns,
      steps.map(each => stepCells(each, terminal)),
      terminal
    ),
    ...(work === null ? [] : workLines(work).map(plain)),
    ...(finals.length === 0 ? [] : [`Final variables: ${finals.join(', ')}`])
  ]);
}

/** A step: its tasks, oldest first. */
export async function showStep(step: Step, options: ShowOptions): Promise<void> {
  const resumed = (await step.parent.originPathspec) !== null;
  const tasks = await Promise.all((await step.tasks).reverse().map(task => describeTask(task, resumed)));
  if (options.json) return printJson({ pathspec: step.pathspec, tasks });
  print([
    heading(`Step ${step.pathspec}`, options),
    '',
    textTable(
      resumed ? [...taskColumns, { title: 'reused from' }] : taskColumns,
      tasks.map(each => [...taskCells(each, options.terminal), ...(resumed ? [plain(each.origin ?? '')] : [])]),
      options.terminal
    )
  ]);
}

/** A task: its artifacts. */
export async function showTask(task: Task, options: ShowOptions): Promise<void> {
  const facts = await describeTask(task, true);
  const artifacts = await Promise.all((await task.artifacts).map(describeArtifact));
  const exception: unknown = facts.caught ? await task.data.get('_catch_exception') : await task.exception;
  if (options.json)
    return printJson({ ...facts, parents: await pathspecs(task.parentTasks), children: await pathspecs(task.childTasks), artifacts });
  const { terminal } = options;
  const rows = artifacts.map(each => [
    plain(each.name),
    plain(each.type ?? ''),
    each.size === null ? '' : formatBytes(each.size),
    each.sha.slice(0, 10)
  ]);
  print([
    `${heading(`Task ${task.pathspec}`, options)}  ${taskStatus(facts, terminal)}`,
    `started ${formatMoment(new Date(facts.createdAt))}${facts.index === null ? '' : ` · item ${facts.index}`}`,
    ...(facts.origin === null ? [] : [`reused from ${facts.origin}`]),
    ...(exception === null || exception === undefined ? [] : [styled('red', exceptionText(exception), terminal)]),
    '',
    artifacts.length === 0 ? 'No artifacts.' : textTable(artifactColumns, rows, terminal)
  ]);
}

/** An artifact: its value. */
export async function showArtifact(artifact: Artifact, options: ShowOptions): Promise<void> {
  const { name, ...facts } = await describeArtifact(artifact);
  const value: unknown = await artifact.data;
  if (options.json) return printJson({ pathspec: artifact.pathspec, name, ...facts, value: valueJson(value, options) });
  const size = facts.size === null ? '' : ` · ${formatBytes(facts.size)}`;
  print([
    heading(`Artifact ${artifact.pathspec}`, options),
    `${plain(facts.type ?? 'type not recorded')}${size} · ${facts.sha}`,
    '',
    showValue(value, options)
  ]);
}

interface StepFacts {
  readonly name: string;
  readonly status: RunRow['status'];
  /** True when every failure in it was caught, so that the run went on. */
  readonly caught: boolean;
  readonly tasks: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly artifacts: readonly string[];
  /** Tasks that were reused from the run that its run resumes. */
  readonly reused: number;
}

async function describeStep(step: Step, resumed: boolean): Promise<StepFacts> {
  const tasks = await step.tasks;
  const facts = await Promise.all(tasks.map(task => describeTask(task, resumed)));
  const failed = facts.find(each => each.status === 'failed');
  const open = facts.find(each => each.status === 'unfinished');
  const [newest] = tasks;
  return {
    name: step.id,
    status: failed?.status ?? open?.status ?? 'successful',
    caught: failed !== undefined && facts.every(each => each.status !== 'failed' || each.caught),
    tasks: tasks.length,
    createdAt: facts.map(each => each.createdAt).sort()[0] ?? (await step.createdAt).toISOString(),
    finishedAt: (await step.finishedAt)?.toISOString() ?? null,
    artifacts: newest === undefined ? [] : (await newest.artifacts).map(each => each.id),
    reused: facts.filter(each => each.origin !== null).length
  };
}

const stepColumns = [
  { title: 'step' },
  { title: 'status' },
  { title: 'tasks', align: 'right' },
  { title: 'took', align: 'right' },
  { title: 'artifacts' }
] as const;

function stepCells(facts: StepFacts, terminal: Terminal): string[] {
  const room = Math.max(20, terminal.width - 60);
  return [plain(facts.name), taskStatus(facts, terminal), String(facts.tasks), stepTook(facts), shortList(facts.artifacts, room)];
}

function stepTook(facts: StepFacts): string {
  if (facts.reused === 0) return tookText(facts);
  return facts.reused === facts.tasks ? 'reused' : `${facts.reused} reused`;
}

interface TaskFacts {
  readonly pathspec: string;
  readonly status: RunRow['status'];
  /** True when it failed and the run went on, because its step has a \`catch\`. */
  readonly caught: boolean;
  readonly index: number | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** The task of another run that it was reused from; null when it ran, or its run resumes none. */
  readonly origin: string | null;
}

async function describeTask(task: Task, resumed: boolean): Promise<TaskFacts> {
  const [successful, finishedAt] = [await task.successful, await task.finishedAt];
  const status = successful ? 'successful' : finishedAt === null ? 'unfinished' : 'failed';
  return {
    pathspec: task.pathspec,
    status,
    caught: status === 'failed' && (await task.finished),
    index: await task.index,
    createdAt: (await task.createdAt).toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    origin: resumed ? await task.originPathspec : null
  };
}

const taskColumns = [
  { title: 'task' },
  { title: 'item', align: 'right' },
  { title: 'status' },
  { title: 'started' },
  { title: 'took', align: 'right' }
] as const;

function taskCells(facts: TaskFacts, terminal: Terminal): string[] {
  const started = formatMoment(new Date(facts.createdAt));
  return [plain(facts.pathspec), facts.index === null ? '' : String(facts.index), taskStatus(facts, terminal), started, tookText(facts)];
}

/** A failure that was caught did not fail the run. */
function taskStatus({ status, caught }: Pick<TaskFacts, 'status' | 'caught'>, terminal: Terminal): string {
  return caught ? styled('yellow', '! failed, caught', terminal) : statusText(status, terminal);
}

interface ArtifactFacts {
  readonly name: string;
  readonly type: string | null;
  readonly size: number | null;
  readonly sha: string;
}

async function describeArtifact(artifact: Artifact): Promise<ArtifactFacts> {
  return { name: artifact.id, type: await artifact.type, size: await artifact.size, sha: await artifact.sha };
}

const artifactColumns = [{ title: 'artifact' }, { title: 'type' }, { title: 'size', align: 'right' }, { title: 'content' }] as const;

function tookText({ createdAt, finishedAt }: { readonly createdAt: string; readonly finishedAt: string | null }): string {
  return finishedAt === null ? '' : durationText(Date.parse(finishedAt) - Date.parse(createdAt));
}

function shortList(names: readonly string[], room: number): string {
  const text = names.join(', ');
  return plain(text.length <= room ? text : `${text.slice(0, room - 1)}…`);
}

async function pathspecs(tasks: Promise<readonly Task[]>): Promise<string[]> {
  return (await tasks).map(each => each.pathspec);
}

/** Metaflow keeps an exception as its class name and text. */
function exceptionText(exception: unknown): string {
  if (exception instanceof Error) return `${exception.name}: ${exception.message}`;
  const kept: object = Object(exception instanceof PythonObject ? exception.state : null);
  const [type, text]: unknown[] = [Reflect.get(kept, 'type'), Reflect.get(kept, 'exception')];
  if (typeof text !== 'string') return String(exception);
  return type === 'HeadwaterError' ? text : `${String(type)}: ${text}`;
}

function heading(text: string, { terminal }: ShowOptions): string {
  return styled('bold', text, terminal);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
