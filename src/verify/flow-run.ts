import { setTimeout as sleep } from 'node:timers/promises';
import { HeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { compareIds } from '../metadata/run-order';
import type { Event } from '../run/event';
import { foldEvents } from '../run/next-state';
import type { RunState } from '../run/run-state';
import { readEventLog } from '../scheduler/event-log';
import { partNames } from '../scheduler/graph-info';
import { isDead, readLease } from '../scheduler/lease';
import { requestStop } from '../scheduler/requests';
import { runFolder, type RunFolder } from '../scheduler/run-folder';
import type { RunLine } from '../scheduler/run-line';
import type { RunOrder } from '../scheduler/run-order';
import { startRun } from '../scheduler/start-run';
import type { TaskError } from '../task/protocol';

/** A run of the flow that has come to its end, in a store of its own. */
export interface FlowRun {
  readonly root: string;
  readonly flow: string;
  readonly run: string;
  readonly state: RunState;
  /** Milliseconds from its beginning to its end. */
  readonly elapsed: number;
  /** How often work was thrown away and done again. */
  readonly reruns: number;
  /** The error that has ended it; null when it has succeeded. */
  readonly failure: TaskError | null;
}

const glance = 50;

/**
 * Runs the flow to its end. `interrupted` stops it. `onCommit` hears of each step that is done.
 * @throws HeadwaterError HW365 when the run is refused or stopped
 */
export async function runFlow(order: RunOrder, interrupted: AbortSignal, onCommit: (step: string) => void): Promise<FlowRun> {
  const start = await startRun(order);
  if (start.type === 'refused') {
    const first = start.diagnostics.find(each => each.severity === 'error');
    throw flowFailed(
      first?.code ?? 'HW591',
      first?.message ?? 'It was refused.',
      first?.hint ?? '',
      first?.about ?? null,
      first?.cell ?? null
    );
  }
  const { root, flow, run } = start;
  const folder = runFolder(root, flow, run);
  const stop = (): void => requestStop(folder.requests, 'verify');
  interrupted.addEventListener('abort', stop);
  try {
    const lines = await linesToTheEnd(folder, onCommit);
    return { root, flow, run, ...outcomeOf(lines) };
  } finally {
    interrupted.removeEventListener('abort', stop);
  }
}

/** What the tasks of each step have printed on stdout, parts of a foreach in their order. */
export function printedBy({ root, flow, run, state }: FlowRun, step: string): string {
  const reader = openReader(root);
  const isForeach = state.plan.steps.some(each => each.name === step && each.kind === 'foreach');
  const names = isForeach ? Object.values(partNames(step)) : [step];
  const parts = names.flatMap(name => reader.tasks(flow, run, name).map(task => ({ flow, run, step: name, task: task.task })));
  const pieces = parts
    .sort((a, b) => compareIds(a.task, b.task))
    .flatMap(path => [...reader.logBytes(path, 'stdout', attemptOf(reader, path))]);
  return Buffer.concat(pieces).toString('utf8');
}

type Reader = ReturnType<typeof openReader>;

function attemptOf(reader: Reader, path: Parameters<Reader['metadata']>[0]): number {
  const found = reader.metadata(path, null).findLast(each => each.field === 'attempt')?.value;
  return typeof found === 'string' ? Number(found) : 0;
}

async function linesToTheEnd(folder: RunFolder, onCommit: (step: string) => void): Promise<RunLine[]> {
  const reader = readEventLog(folder.events);
  const lines: RunLine[] = [];
  try {
    for (let looks = 1; ; looks++) {
      const fresh = reader.next();
      lines.push(...fresh);
      tellCommits(lines, fresh, onCommit);
      if (lines.some(line => line.type === 'deed' && line.deed.type === 'end')) return lines;
      if (looks % 40 === 0) checkAlive(folder);
      await sleep(glance);
    }
  } finally {
    reader.close();
  }
}

function tellCommits(lines: readonly RunLine[], fresh: readonly RunLine[], onCommit: (step: string) => void): void {
  const [header] = lines;
  if (header?.type !== 'run') return;
  for (const line of fresh)
    if (line.type === 'deed' && line.deed.type === 'commit') onCommit(header.run.plan.steps[line.deed.position]?.name ?? '');
}

function checkAlive(folder: RunFolder): void {
  const lease = readLease(folder.lease);
  if (lease !== null && isDead(lease, Date.now()))
    throw flowFailed('HW507', 'Its scheduler has died.', '`headwater doctor` says what may be wrong with this machine.', null, null);
}

function outcomeOf(lines: readonly RunLine[]): Pick<FlowRun, 'state' | 'elapsed' | 'reruns' | 'failure'> {
  const header = lines.find(line => line.type === 'run');
  const end = lines.findLast(line => line.type === 'deed' && line.deed.type === 'end');
  if (header?.type !== 'run' || end?.type !== 'deed' || end.deed.type !== 'end') throw new Error('a run without beginning or end');
  const { status, error } = end.deed;
  if (status !== 'successful' && error === null) throw stopped();
  const events = lines.flatMap((line): Event[] => (line.type === 'event' ? [line.event] : []));
  const reruns = lines.filter(line => line.type === 'deed' && line.deed.type === 'rerun').length;
  return { state: foldEvents(header.run.plan, events), elapsed: end.at - header.at, reruns, failure: error };
}

/** An error that a step of the flow has met and the kernel has not. HW365. */
export function onlyInFlow({ code, message, hint, about, cell }: TaskError): HeadwaterError {
  return flowFailed(code, message, hint, about, cell);
}

function stopped(): HeadwaterError {
  return flowFailed('HW365', 'The run was stopped.', 'Verify again.', null, null);
}

/** The code of the failure itself, which has its own page, is named in the text. */
function flowFailed(code: string, message: string, hint: string, about: string | null, cell: string | null): HeadwaterError {
  return new HeadwaterError('HW365', `The flow does not come to its end, where the kernel does: ${code} ${message}`, {
    hint,
    about: about ?? 'the flow',
    ...(cell === null ? {} : { cell })
  });
}
