import type { RunPlan } from '../run/run-plan';
import type { FileContent } from '../task/protocol';
import type { CodeHashes } from './code-hashes';
import { fileConflict } from './file-conflicts';
import type { ModuleUse } from './module-hashes';
import type { OriginRun, OriginTask } from './origin-run';

/** A flow as it is now, to be compared with a run that it is to go on from. */
export interface PresentFlow {
  readonly plan: RunPlan;
  readonly hashes: CodeHashes;
  readonly modules: ModuleUse;
  /** Names that the setup cells make and that may have another value now, because a parameter has; `all` where that cannot be told. */
  readonly changedSetup: ReadonlySet<string> | 'all';
  /** The step that must run again; null when none must. */
  readonly from: string | null;
  /** Steps that depend on it, as far as analysis and earlier runs tell. */
  readonly dependents: ReadonlySet<string>;
  /** What a `file:` or `folder:` slot holds on the disk now, told in the way of `known`. */
  contentOf(slot: string, known: FileContent): FileContent;
  /** True when everything that a task has published is in the store. */
  isWhole(task: OriginTask): boolean;
}

/** What can be taken over from a run. */
export interface Choice {
  /** In the order in which they were published. */
  readonly tasks: readonly OriginTask[];
  /** Why a step is run, or a part of it, by its name; steps that are taken over whole are left out. */
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * Chooses the tasks of a run that another run of the flow can take over: those whose code, modules, parameters and files are what they were.
 * Whether what they have read is what they would read now is not looked at: the run validates that before it publishes them.
 */
export function chooseReuse(origin: OriginRun, now: PresentFlow): Choice {
  const reasons = new Map<string, string>();
  const refuse = (step: string, reason: string): void => void (reasons.has(step) || reasons.set(step, reason));
  const forced = forcedSteps(origin, now);
  let tasks = origin.tasks.filter(task => {
    const reason = forced.get(task.step) ?? changeOf(task, origin, now);
    if (reason !== null) refuse(task.step, reason);
    return reason === null && now.plan.steps.some(step => step.name === task.step);
  });
  for (;;) {
    tasks = withoutTorn(tasks);
    const conflict = fileConflict(tasks, (slot, known) => now.contentOf(slot, known));
    if (conflict === null) break;
    refuse(conflict.task.step, `${conflict.what} is not as it was`);
    tasks = tasks.filter(task => task !== conflict.task);
  }
  for (const { name } of now.plan.steps) if (!isComplete(name, tasks, now.plan)) refuse(name, incomplete(name, tasks, origin));
  return { tasks, reasons: Object.fromEntries(reasons) };
}

/** The step that is to run again and all that depend on it: as analysis has it, or because the origin's records say so. */
function forcedSteps({ header, tasks }: OriginRun, { from, dependents }: PresentFlow): Map<string, string> {
  const forced = new Map<string, string>();
  if (from === null) return forced;
  forced.set(from, 'it is to run again (--from)');
  for (const step of dependents) if (step !== from) forced.set(step, `it depends on '${from}', which runs again`);
  for (const { step, record } of tasks) {
    const writers = Object.values(record.reads).map(id => header.plan.steps[Number(/^(\d+)s?:/.exec(id)?.[1] ?? -1)]?.name ?? '');
    const writer = writers.find(each => each !== step && forced.has(each));
    if (writer !== undefined && !forced.has(step)) forced.set(step, `it depends on '${writer}', which runs again`);
  }
  return forced;
}

/** What of a task is another now; null when nothing is. */
function changeOf(task: OriginTask, { header }: OriginRun, now: PresentFlow): string | null {
  const { step, record } = task;
  if (header.hashes.setup !== now.hashes.setup) return 'the parameters or setup cells have changed';
  if (header.hashes.steps[step] !== now.hashes.steps[step]) return 'its code has changed';
  const module = changedModule(task, header.modules, now.modules);
  if (module !== undefined) return `the module '${module}' has changed`;
  const name = changedName(record.setup, now.changedSetup);
  if (name !== null) return name === '' ? 'the parameters have changed' : `'${name}' has changed with the parameters`;
  return now.isWhole(task) ? null : 'what it had stored is no longer in the store';
}

function changedModule({ step, record }: OriginTask, before: ModuleUse['contents'], now: ModuleUse): string | undefined {
  const definitions = Object.values(record.reads).flatMap(id => {
    const [, slot = '', cell = ''] = /^definition:(.*):(\d+):[^:]*$/s.exec(id) ?? [];
    return now.definitions[`${slot.replace(/@.*$/s, '')}@${cell}`] ?? [];
  });
  const used = [...now.setup, ...(now.steps[step] ?? []), ...definitions];
  return used.find(each => before[each] !== now.contents[each]);
}

/** A name that the task has read and that is another now; empty when it is not known what the task has read; null when all is well. */
function changedName(read: Readonly<Record<string, string>> | undefined, changed: PresentFlow['changedSetup']): string | null {
  if (changed !== 'all' && changed.size === 0) return null;
  if (read === undefined || changed === 'all') return '';
  return Object.keys(read).find(name => changed.has(name)) ?? null;
}

/** Items count only with their split, a join only with all items. */
function withoutTorn(tasks: readonly OriginTask[]): OriginTask[] {
  const splits = new Map(tasks.filter(task => task.kind === 'split').map(task => [task.step, task.record.items?.length ?? 0]));
  const counts = new Map<string, number>();
  for (const { step, kind } of tasks) if (kind === 'item') counts.set(step, (counts.get(step) ?? 0) + 1);
  return tasks.filter(({ step, kind }) => {
    if (kind === 'item') return splits.has(step);
    return kind !== 'join' || (splits.has(step) && splits.get(step) === (counts.get(step) ?? 0));
  });
}

function isComplete(name: string, tasks: readonly OriginTask[], plan: RunPlan): boolean {
  const last = plan.steps.find(step => step.name === name)?.kind === 'foreach' ? 'join' : 'whole';
  return tasks.some(task => task.step === name && task.kind === last);
}

function incomplete(name: string, tasks: readonly OriginTask[], { header, tasks: all }: OriginRun): string {
  const pathspec = `${header.flow}/${header.run}`;
  if (!header.plan.steps.some(step => step.name === name)) return 'it is new';
  const split = tasks.find(task => task.step === name && task.kind === 'split');
  const total = split?.record.items?.length ?? 0;
  const done = tasks.filter(task => task.step === name && task.kind === 'item').length;
  if (split !== undefined && done < total) return `${total - done} of its ${total} items had not finished in ${pathspec}`;
  return all.some(task => task.step === name && task.kind !== 'item')
    ? `not all of it had finished in ${pathspec}`
    : `it had not finished in ${pathspec}`;
}
