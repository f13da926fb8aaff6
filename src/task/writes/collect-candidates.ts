import { types } from 'node:util';
import { isTable } from '../../artifact/arrow/recognise';
import type { CodeContext } from '../../artifact/artifact';
import type { Origin, Scope } from '../scope/scope';
import type { Slot, SlotWrite } from '../protocol';
import { partsOf } from '../scope/slot';
import { isImmutable } from '../scope/values';
import { baselineOf, type Baseline, type Candidate } from './baseline';

/** What the variables of a scope have come to: definitions that were made, values that may have changed, and every slot that was touched. */
export interface Collected {
  readonly definitions: ReadonlyMap<Slot, SlotWrite>;
  readonly candidates: ReadonlyMap<Slot, Candidate>;
  readonly touched: ReadonlySet<Slot>;
}

/** Goes through all names that were read or assigned. */
export function collectCandidates(scope: Scope, code: CodeContext, setup: ReadonlyMap<Slot, Baseline>): Collected {
  const definitions = new Map<Slot, SlotWrite>();
  const candidates = new Map<Slot, Candidate>();
  const touched = new Set<Slot>();
  for (const { slot, value, importedBy } of scope.current()) {
    touched.add(slot);
    const origin = scope.origins.get(slot);
    const cell = importedBy ?? definingCell(slot, value, code);
    if (origin !== undefined && Object.is(origin.value, value)) addUnlessFixed(candidates, slot, origin, setup);
    else if (cell !== null) definitions.set(slot, { kind: 'definition', cell });
    else candidates.set(slot, { value, baseline: null });
  }
  return { definitions, candidates, touched };
}

function addUnlessFixed(candidates: Map<Slot, Candidate>, slot: Slot, origin: Origin, setup: ReadonlyMap<Slot, Baseline>): void {
  const { kind, value } = origin;
  if (kind === 'absent' || kind === 'definition' || isImmutable(value) || isArrowTable(value)) return;
  if (kind === 'loaded') candidates.set(slot, { value, baseline: baselineOf(origin.stored) });
  const baseline = setup.get(slot);
  if (kind === 'setup' && baseline) candidates.set(slot, { value, baseline });
}

/** The cell whose definition of the same name the value is; null when it is something else. */
function definingCell(slot: Slot, value: unknown, code: CodeContext): number | null {
  if (isImmutable(value)) return null;
  const address = code.addressOf(value as object);
  const isOwn = address?.kind === 'definition' && address.path.length === 0 && address.name === partsOf(slot).name;
  return isOwn ? address.cell : null;
}

/** Tables never change, which `checkMemory` sees to: one that is the same object has the same content. */
function isArrowTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !types.isProxy(value) && isTable(value);
}
