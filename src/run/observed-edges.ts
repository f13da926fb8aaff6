import type { FlowKind, ObservedEdge, ObservedStep } from '../graph/observation';
import type { Slot, SlotWrite } from '../task/protocol';
import { isFileSlot, nameOfSlot } from './run-plan';
import { plannedAt, stepAt, type RunState, type StepState, type Unit, type UnitKind } from './run-state';
import { versionOf } from './version-table';

/** What a run showed of one step. */
export interface SeenStep extends ObservedStep {
  readonly name: string;
  /** Names that it used as what a cell defines. */
  readonly definitions: readonly string[];
}

/** The steps that have committed as a whole and without an error, and what they have really read from each other. */
export function observedEdges(state: RunState): { readonly steps: readonly SeenStep[]; readonly edges: readonly ObservedEdge[] } {
  const positions = state.steps.flatMap((step, position) => (isSound(step) && position < state.front ? [position] : []));
  const edges = positions.flatMap(position => withoutMostFiles(distinctEdges(edgesInto(state, position))));
  const files = new Set(edges.filter(isOfFile).map(edge => `${edge.kind}:${edge.name}`));
  return { steps: positions.map(position => seenStep(state, position, files)), edges };
}

/** Files of one step that are kept track of: the record must stay small, and knowing some of them is enough to wait for their writer. */
const mostFiles = 100;

function withoutMostFiles(edges: readonly ObservedEdge[]): ObservedEdge[] {
  return [...edges.filter(edge => !isOfFile(edge)), ...edges.filter(isOfFile).slice(0, mostFiles)];
}

function isOfFile({ kind }: ObservedEdge): boolean {
  return kind === 'file' || kind === 'folder';
}

/** A step that failed and was let through has not shown what it does when it works. */
function isSound(step: StepState): boolean {
  return step.units.every(unit => unit.phase === 'committed' && unit.caught === null && unit.record !== null);
}

function edgesInto(state: RunState, position: number): ObservedEdge[] {
  const to = plannedAt(state, position).name;
  return readsOf(state, position).flatMap(({ slot, kind }) => {
    const { version, writer } = versionOf(state, { position, kind }, slot);
    const isMade = version.kind !== 'definition' && version.kind !== 'absent' && version.kind !== 'pending';
    return writer === null || writer === to || !isMade ? [] : [{ from: writer, to, ...thingOf(slot) }];
  });
}

/** Of files only those in `files`: what goes from one step to another. */
function seenStep(state: RunState, position: number, files: ReadonlySet<Slot>): SeenStep {
  const isKept = (slot: Slot): boolean => !isFileSlot(slot) || files.has(slot);
  const reads = readsOf(state, position);
  const isDefinition = ({ slot, kind }: Read): boolean => versionOf(state, { position, kind }, slot).version.kind === 'definition';
  return {
    name: plannedAt(state, position).name,
    reads: namesOf(reads.map(each => each.slot).filter(isKept)),
    writes: namesOf(writesOf(state, position).filter(isKept)),
    shared: sharedNames(stepAt(state, position).units),
    definitions: namesOf(reads.filter(isDefinition).map(each => each.slot))
  };
}

/** Without what the plan says that its cells define: nobody has to wait for that. */
function writesOf(state: RunState, position: number): Slot[] {
  const { definitions } = plannedAt(state, position);
  const isPlanned = (slot: Slot, write: SlotWrite): boolean => write.kind === 'definition' && definitions[slot] === write.cell;
  return stepAt(state, position).units.flatMap(unit =>
    Object.entries(unit.record?.writes ?? {}).flatMap(([slot, write]) => (isPlanned(slot, write) ? [] : [slot]))
  );
}

interface Read {
  readonly slot: Slot;
  readonly kind: UnitKind;
}

/** What the items of a foreach have read counts once. */
function readsOf(state: RunState, position: number): Read[] {
  const reads = new Map<string, Read>();
  for (const { kind, record } of stepAt(state, position).units)
    for (const slot of Object.keys(record?.reads ?? {})) reads.set(`${kind} ${slot}`, { slot, kind });
  return [...reads.values()];
}

function sharedNames(units: readonly Unit[]): string[][] {
  const groups = new Map<string, Slot[]>();
  for (const [slot, write] of units.flatMap(unit => Object.entries(unit.record?.writes ?? {}))) {
    const joint = write.kind === 'value' ? write.stored.joint : null;
    if (joint !== null) groups.set(joint.key, [...(groups.get(joint.key) ?? []), slot]);
  }
  return [...groups.values()].map(namesOf).filter(names => names.length > 1);
}

function namesOf(slots: readonly Slot[]): string[] {
  return [...new Set(slots.map(nameOfSlot))].sort();
}

function thingOf(slot: Slot): { readonly name: string; readonly kind: FlowKind } {
  if (slot.startsWith('file:')) return { name: slot.slice('file:'.length), kind: 'file' };
  if (slot.startsWith('folder:')) return { name: slot.slice('folder:'.length), kind: 'folder' };
  const isAmbient = slot === 'globalThis' || /^(process|globalThis)\./.test(slot);
  return isAmbient ? { name: slot, kind: 'ambient' } : { name: nameOfSlot(slot), kind: 'variable' };
}

function distinctEdges(edges: readonly ObservedEdge[]): ObservedEdge[] {
  return [...new Map(edges.map(edge => [JSON.stringify([edge.from, edge.to, edge.kind, edge.name]), edge])).values()];
}
