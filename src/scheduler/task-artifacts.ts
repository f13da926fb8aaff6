import type { StoredVersion } from '../artifact/artifact';
import { encodeException, encodeForeachStack, encodeTransition } from '../artifact/encode-plain';
import type { PublishedArtifact } from '../metadata/metadata';
import type { RunState, Unit } from '../run/run-state';
import { versionOf } from '../run/version-table';
import type { ExecutionRecord, Slot, TaskError } from '../task/protocol';
import { foreachVariable, type StoredStep } from './graph-info';
import type { RunContext } from './run-context';

/** A task as it is to be published. */
export interface TaskFacts {
  readonly state: RunState;
  readonly position: number;
  readonly unit: Unit;
  readonly record: ExecutionRecord;
  /** Null when it succeeded, or failed and was caught. */
  readonly error: TaskError | null;
  /** The failure that was caught; else null. */
  readonly caught: TaskError | null;
  readonly step: StoredStep;
}

/** The frame of an item; null for other tasks. `text` is Metaflow's short text for the item. */
export interface ItemFrame {
  readonly index: number;
  readonly count: number;
  readonly text: string;
}

/** Everything that a task's artifacts are: what it read and wrote, what Metaflow's clients need, what only we know (`_hw_…`). */
export function taskArtifacts(context: RunContext, facts: TaskFacts): PublishedArtifact[] {
  const found = new Map<string, PublishedArtifact>();
  const all = [...metaflowArtifacts(context, facts), ...variableArtifacts(facts), ...itemArtifacts(facts), ...ownArtifacts(context, facts)];
  for (const each of all) found.set(each.name, each);
  return [...found.values()];
}

/** Section 7 of the format; what no client and no `resume` reads is left out, since every artifact costs a file. */
export function endingArtifacts(
  context: RunContext,
  step: StoredStep,
  frame: ItemFrame | null,
  { error, caught }: Pick<TaskFacts, 'error' | 'caught'>
): PublishedArtifact[] {
  const { values, common } = context;
  const failed = error !== null;
  const stack =
    frame === null ? [] : [{ step: step.name, variable: foreachVariable, splits: frame.count, index: frame.index, value: frame.text }];
  const next = failed ? [] : step.next;
  return [
    ...common,
    values.artifact('_task_ok', !failed),
    values.artifact('_success', !failed && caught === null),
    ...(frame !== null && !failed ? [] : [values.encoded('_exception', encodeException(error))]),
    ...(caught === null ? [] : [values.encoded('_catch_exception', encodeException(caught))]),
    values.encoded('_transition', encodeTransition(next, failed ? null : step.foreach)),
    values.encoded('_foreach_stack', encodeForeachStack(stack))
  ];
}

/** The item's place among its siblings; null when the unit is no item. */
export function itemFrame(state: RunState, position: number, unit: Unit): ItemFrame | null {
  const items = state.steps[position]?.units[0]?.record?.items;
  if (unit.index === null || items === null || items === undefined) return null;
  return { index: unit.index, count: items.length, text: items[unit.index]?.text ?? '' };
}

/** The artifact of a stored variable; slots that are not plain variables, and joint blobs, are hidden ones. */
export function versionArtifacts(slot: Slot, stored: StoredVersion): PublishedArtifact[] {
  const { key, size, pythonType, joint } = stored;
  const artifact = { name: artifactName(slot), key, size, pythonType };
  if (joint === null) return [artifact];
  return [artifact, { name: `_hw_joint_${joint.key}`, key: joint.key, size: 0, pythonType: "<class 'dict'>" }];
}

/** True for a slot that is a variable all cells share, and whose name is not one of Metaflow's own. */
export function isVariable(slot: Slot): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(slot) && slot !== 'globalThis' && !reservedName.test(slot);
}

function artifactName(slot: Slot): string {
  return isVariable(slot) ? slot : `_hw_slot_${encodeURIComponent(slot)}`;
}

/** Names that Metaflow's clients take for its own. */
const reservedName =
  /^_(hw_.*|task_ok|success|exception|catch_exception|graph_info|transition|foreach_\w+|iteration_stack|current_step|configs_processed)$/;

function variableArtifacts({ state, position, unit, record }: TaskFacts): PublishedArtifact[] {
  const read = Object.keys(record.reads).flatMap(slot => {
    const { version } = versionOf(state, { position, kind: unit.kind }, slot);
    return version.kind === 'value' ? versionArtifacts(slot, version.stored) : [];
  });
  const written = Object.entries(record.writes).flatMap(([slot, write]) =>
    write.kind === 'value' ? versionArtifacts(slot, write.stored) : []
  );
  return [...read, ...written];
}

function metaflowArtifacts(context: RunContext, facts: TaskFacts): PublishedArtifact[] {
  const { state, position, unit, record, step } = facts;
  const frame = itemFrame(state, position, unit);
  return [...endingArtifacts(context, step, frame, facts), ...splitArtifacts(context, unit, record)];
}

function splitArtifacts({ values }: RunContext, unit: Unit, record: ExecutionRecord): PublishedArtifact[] {
  if (unit.kind !== 'split' || record.items === null) return [];
  return [
    values.artifact('_foreach_var', foreachVariable),
    values.artifact('_foreach_num_splits', record.items.length),
    values.artifact(
      '_foreach_values',
      record.items.map(each => each.text)
    )
  ];
}

function itemArtifacts({ state, position, unit, record }: TaskFacts): PublishedArtifact[] {
  if (unit.index === null) return [];
  const item = state.steps[position]?.units[0]?.record?.items?.[unit.index]?.stored;
  return [
    ...(item === undefined ? [] : versionArtifacts('item', item)),
    ...(record.result === null ? [] : versionArtifacts('result', record.result))
  ];
}

function ownArtifacts(context: RunContext, facts: TaskFacts): PublishedArtifact[] {
  const { values } = context;
  const { record } = facts;
  const error = facts.error ?? facts.caught;
  const inputs = inputsOf(facts);
  return [
    ...(Object.keys(inputs).length === 0 ? [] : [values.artifact('_hw_inputs', inputs)]),
    values.artifact('_hw_resources', {
      cpu_ms: record.cpu,
      peak_memory_bytes: record.peakMemory,
      wall_ms: Math.max(0, record.finishedAt - record.startedAt)
    }),
    ...(record.outputs === null ? [] : [textArtifact(context, '_hw_outputs', record.outputs)]),
    ...(record.card === null || record.card === undefined ? [] : [textArtifact(context, '_hw_card', record.card)]),
    ...(record.warnings.length === 0 ? [] : [values.artifact('_hw_warnings', record.warnings)]),
    ...(error === null ? [] : [values.artifact('_hw_error', error)])
  ];
}

/** What the task had read, by slot: the step that wrote it and the content key, or the cell that defines it. */
function inputsOf({ state, position, unit, record }: TaskFacts): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const slot of Object.keys(record.reads)) {
    const { version, writer } = versionOf(state, { position, kind: unit.kind }, slot);
    if (version.kind === 'value') inputs[slot] = { step: writer, key: version.stored.key };
    if (version.kind === 'definition') inputs[slot] = { cell: version.cell };
  }
  return inputs;
}

/** The task has stored them already: a text of JSON. */
function textArtifact({ blobs }: RunContext, name: string, key: string): PublishedArtifact {
  return { name, key, size: blobs.load(key).byteLength, pythonType: "<class 'str'>" };
}
