import type { PlannedStep } from '../../../src/run/run-plan';
import type { Slot } from '../../../src/task/protocol';
import { failureKey, failureList, hash, itemsOf, perform, type Effect, type PartKind, type Program } from './random-programs';

/** What a run comes to. `files`: null when it failed, since what the failing step had done to them by then is a matter of luck. */
export interface Outcome {
  readonly status: string;
  readonly values: Readonly<Record<Slot, string>>;
  readonly files: Readonly<Record<string, string>> | null;
  readonly committed: number;
}

/** What is found under a name that a failed step would have made. */
export const missing = 'missing';

/** The oracle: one scope, one disk, one step after the other. Predictions matter only for what a caught failure leaves behind. */
export function runSerially(programs: readonly Program[], planned: readonly Partial<PlannedStep>[]): Outcome {
  const world: World = { values: {}, files: {} };
  for (const [position, program] of programs.entries()) {
    const before = { ...world.values };
    if (!runStep(program, planned[position]?.writes ?? [], `${position}`, world))
      return { status: 'failed', values: before, files: null, committed: position };
  }
  return { status: 'successful', values: world.values, files: world.files, committed: programs.length };
}

interface World {
  readonly values: Record<Slot, string>;
  readonly files: Record<string, string>;
}

/** True when the run goes on. */
function runStep(program: Program, predicted: readonly Slot[], label: string, world: World): boolean {
  const { values } = world;
  const { catches } = program;
  const giveUp = (failure: string): boolean => {
    if (catches === null) return false;
    for (const name of predicted) if (!name.includes(':')) values[name] = missing;
    values[catches] = failure;
    return true;
  };
  const first = runPart(program, program.foreach ? 'split' : 'whole', label, world);
  if ('failure' in first) return giveUp(first.failure);
  Object.assign(values, first.writes);
  let list: string | null = null;
  if (program.foreach) {
    const items = itemsOf(first.digest).map(item => runPart(program, 'item', item, world));
    if (items.length > 1 && program.fileWrites.length > 0) return false;
    if (items.length > 1 && program.ownFile && itemsOf(first.digest).some(item => program.fileReads.includes(`f${item.at(-1)}`)))
      return false;
    const failures = items.map(item => ('failure' in item ? item.failure : null));
    if (failures.some(each => each !== null)) {
      if (catches === null) return false;
      list = failureList(failures);
      values[catches] = list;
    }
    const join = runPart(program, 'join', hash(items.map(item => ('failure' in item ? 'null' : item.digest))), world);
    if ('failure' in join) return giveUp(join.failure);
    Object.assign(values, join.writes);
  }
  if (catches !== null) values[catches] = list ?? 'null';
  return true;
}

function runPart(program: Program, kind: PartKind, label: string, world: World): Effect | { readonly failure: string } {
  for (let attempt = 0; ; attempt++) {
    const effect = runAttempt(program, kind, label, attempt, world);
    if (effect.end === 'well') return effect;
    if (attempt >= program.retries) return { failure: failureKey(effect.end, effect.digest) };
  }
}

function runAttempt(program: Program, kind: PartKind, label: string, attempt: number, { values, files }: World): Effect {
  const acts = perform(program, kind, label, attempt);
  let next = acts.next();
  while (next.done !== true) {
    const act = next.value;
    if (act.kind === 'write') files[act.path] = act.content;
    next = acts.next(act.kind === 'slot' ? (values[act.slot] ?? 'absent') : (files[act.path] ?? 'gone'));
  }
  return next.value;
}
