import type { StoredVersion } from '../artifact/artifact';
import { absentVersion, type Slot, type SlotVersion, type SlotWrite } from '../task/protocol';
import { isFileSlot, nameOfSlot, type PlannedStep, type RunPlan } from './run-plan';
import { plannedAt, stepAt, type RunState, type StepState, type Unit, type UnitKind } from './run-state';

/** The version of a slot that nothing has written. */
export const absent: SlotVersion = Object.freeze({ kind: 'absent', id: absentVersion });
const pending: SlotVersion = Object.freeze({ kind: 'pending' });

/** Who asks: a part of a foreach also sees what its own split has written. */
export interface Reader {
  readonly position: number;
  readonly kind: UnitKind;
}

/** A version with the step that made it; null when a scratch cell or nothing did. */
export interface Found {
  readonly version: SlotVersion;
  readonly writer: string | null;
}

/**
 * What a slot holds for a reader in the serial order: the last write by a step before it, `pending` while an unfinished step before it may
 * still write it, else a definition, else absent. A scratch cell's definition counts from its place in the notebook on.
 */
export function versionOf(state: RunState, reader: Reader, slot: Slot): Found {
  const name = nameOfSlot(slot);
  const scratch = name === slot ? newestScratch(state, reader, name) : null;
  const inside = own(writesInside(state, reader), slot);
  if (inside !== undefined) return { version: inside, writer: plannedAt(state, reader.position).name };
  for (let position = reader.position - 1; position >= 0; position--) {
    const planned = plannedAt(state, position);
    if (scratch !== null && scratch > lastCell(planned)) break;
    const version = versionFrom(state.plan, planned, stepAt(state, position), slot, name);
    if (version !== null) return { version, writer: planned.name };
  }
  if (scratch !== null) return { version: definition(state.plan, slot, scratch), writer: null };
  return { version: absent, writer: null };
}

/** Every slot that a reader may find, as far as it is known now; a slot that is not listed is absent. */
export function versionTable(state: RunState, reader: Reader): Record<Slot, SlotVersion> {
  const table: Record<Slot, SlotVersion> = Object.create(null);
  for (const slot of slotsBefore(state, reader)) {
    const { version } = versionOf(state, reader, slot);
    if (version.kind !== 'absent') table[slot] = version;
  }
  return table;
}

/** What units have written, later ones winning; items count for files only. The same value written at the same place has the same id. */
export function versionsOfUnits(plan: RunPlan, position: number, units: readonly Unit[]): Record<Slot, SlotVersion> {
  const versions: Record<Slot, SlotVersion> = Object.create(null);
  for (const { kind, record } of units)
    for (const [slot, write] of Object.entries(record?.writes ?? {}))
      if (kind !== 'item' || isFileSlot(slot))
        versions[slot] = versionOfWrite(plan, `${position}${kind === 'split' ? 's' : ''}`, slot, write);
  return versions;
}

/** Every slot that a name may stand for: the one that all cells share, and those of cells that have their own. */
export function slotsOf(plan: RunPlan, name: string): Slot[] {
  return [name, ...(own(plan.frames, name) ?? []).flatMap(cell => [`${name}@${cell}`, `${name}@${cell}.state`, `${name}@${cell}.made`])];
}

/** True when two version ids stand for the same content, whoever wrote it. */
export function isSameContent(id: string, other: string): boolean {
  return id === other || (/^\d/.test(id) && /^\d/.test(other) && id.slice(id.indexOf(':')) === other.slice(other.indexOf(':')));
}

function versionOfWrite(plan: RunPlan, place: string, slot: Slot, write: SlotWrite): SlotVersion {
  if (write.kind === 'definition') return definition(plan, slot, write.cell);
  if (write.kind === 'unstorable') return { ...write, id: `${place}:${slot}:${write.message}` };
  if (write.kind === 'file') return { ...write, id: `${place}:${slot}:${write.content}` };
  return valueVersion(place, slot, write.stored);
}

function valueVersion(place: string, slot: Slot, stored: StoredVersion): SlotVersion {
  return { kind: 'value', id: `${place}:${contentId(slot, stored)}`, stored };
}

function contentId(slot: Slot, stored: StoredVersion): string {
  const { key, joint, viewOf = [] } = stored;
  const views = viewOf.length === 0 ? '' : `+views:${viewOf.join()}`;
  return `${slot}:${key}${joint === null ? '' : `+${joint.key}`}${views}`;
}

/** The id holds what the definition says, so that it can be compared between runs. */
function definition(plan: RunPlan, slot: Slot, cell: number): SlotVersion {
  return { kind: 'definition', id: `definition:${slot}:${cell}:${own(plan.definitionHashes, `${nameOfSlot(slot)}@${cell}`) ?? ''}`, cell };
}

function versionFrom(plan: RunPlan, planned: PlannedStep, step: StepState, slot: Slot, name: string): SlotVersion | null {
  if (step.writes !== null) return own(step.writes, slot) ?? definedBy(plan, planned, slot);
  if (expectedNames(planned, step).includes(name)) return pending;
  return definedBy(plan, planned, slot);
}

/** What an unfinished step may still write. */
function expectedNames({ writes, catches }: PlannedStep, { learned }: StepState): string[] {
  return catches === null ? [...writes, ...learned] : [...writes, ...learned, catches];
}

function definedBy(plan: RunPlan, planned: PlannedStep, slot: Slot): SlotVersion | null {
  const cell = own(planned.definitions, slot);
  return cell === undefined ? null : definition(plan, slot, cell);
}

/** The last scratch cell before the reader that defines the name, unless setup makes the name after it; null when there is none. */
function newestScratch(state: RunState, reader: Reader, name: string): number | null {
  const cells = own(state.plan.scratch, name);
  if (cells === undefined) return null;
  const planned = plannedAt(state, reader.position);
  const setup = own(state.plan.setup, name) ?? -1;
  const fitting = (limit: number): number | undefined => cells.findLast(cell => cell < limit && cell > setup);
  return fitting(planned.cells[0] ?? 0) ?? fitting(lastCell(planned)) ?? null;
}

function lastCell(planned: PlannedStep): number {
  return planned.cells.at(-1) ?? -1;
}

/** What the parts of a foreach before the reader have left for it: an item sees what the split wrote, the join also the items' files. */
function writesInside(state: RunState, { position, kind }: Reader): Readonly<Record<Slot, SlotVersion>> {
  if (kind !== 'item' && kind !== 'join') return {};
  const { units, caught } = stepAt(state, position);
  const writes = versionsOfUnits(state.plan, position, kind === 'item' ? units.slice(0, 1) : units.slice(0, -1));
  const { catches } = plannedAt(state, position);
  return kind === 'item' || caught === null || catches === null
    ? writes
    : { ...writes, [catches]: valueVersion(`${position}i`, catches, caught) };
}

function slotsBefore(state: RunState, reader: Reader): Set<Slot> {
  const slots = new Set<Slot>(Object.keys(state.plan.scratch));
  for (let position = 0; position < reader.position; position++) {
    const planned = plannedAt(state, position);
    const step = stepAt(state, position);
    for (const name of Object.keys(planned.definitions)) slots.add(name);
    if (step.writes !== null) for (const slot of Object.keys(step.writes)) slots.add(slot);
    else for (const name of expectedNames(planned, step)) for (const slot of slotsOf(state.plan, name)) slots.add(slot);
  }
  for (const slot of Object.keys(writesInside(state, reader))) slots.add(slot);
  return slots;
}

/** Variables may be called `constructor` or `toString`. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
