import type { RunState } from '../run/run-state';
import { versionTable } from '../run/version-table';
import type { Slot, SlotVersion } from '../task/protocol';

/** Every slot after a step, in the serial order: what the next step would find. */
export function slotsAfter(state: RunState, position: number): Record<Slot, SlotVersion> {
  return versionTable(withOneMore(state), { position: position + 1, kind: 'whole' });
}

/** Variables, of all cells, among slots. */
export function variablesIn(slots: Readonly<Record<Slot, SlotVersion>>): string[] {
  return Object.entries(slots).flatMap(([slot, version]) =>
    /[@.:]/.test(slot) || slot === 'globalThis' || version.kind === 'file' ? [] : [slot]
  );
}

/** True when two tables say the same, in whichever run or store. */
export function haveSameContent(left: Readonly<Record<Slot, SlotVersion>>, right: Readonly<Record<Slot, SlotVersion>>): boolean {
  const slots = Object.keys(left);
  return slots.length === Object.keys(right).length && slots.every(slot => contentOf(left[slot]) === contentOf(right[slot]));
}

function contentOf(version: SlotVersion | undefined): string | null {
  if (version === undefined) return null;
  if (version.kind === 'value') return `value ${version.stored.key} ${version.stored.joint?.key ?? ''}`;
  if (version.kind === 'definition') return `definition ${version.cell}`;
  return 'id' in version ? `${version.kind} ${version.id}` : version.kind;
}

/** The state with a step at its end that nobody runs, so that there is one after the last. */
function withOneMore(state: RunState): RunState {
  const planned = state.plan.steps.at(-1);
  const last = state.steps.at(-1);
  if (planned === undefined || last === undefined) return state;
  const cells = [Number.MAX_SAFE_INTEGER];
  const after = { ...planned, position: state.plan.steps.length, cells, definitions: {}, reads: [], writes: [] };
  return {
    ...state,
    plan: { ...state.plan, steps: [...state.plan.steps, after] },
    steps: [...state.steps, { ...last, units: [], writes: {} }]
  };
}
