import { isTable } from '../../artifact/arrow/recognise';
import type { CodeContext, EncodedValue } from '../../artifact/artifact';
import type { Slot } from '../protocol';
import type { Codec } from '../writes/codec';
import type { Definitions } from './definitions';
import { holdingValues, valueOfSlot } from './held-values';
import type { Scope } from './scope';
import { ingredientsSlot } from './slot';
import type { Values } from './values';
import type { Versions } from './versions';

/** What ingredients are read with. */
export interface Kitchen {
  readonly scope: Scope;
  readonly values: Values;
  readonly definitions: Definitions;
  readonly context: CodeContext;
  readonly versions: Versions;
  codec(): Codec;
}

/** Bytes: what is bigger is not kept a second time. */
const biggest = 1 << 20;

/**
 * What definitions were made of: `class A { static rate = rate }` has the rate of the moment when its step ran, and every later task that
 * makes the class again must find that one, whatever `rate` is by then.
 */
export class Ingredients {
  /** Those of the definitions that cells of this execution have made, by slot. */
  readonly made = new Map<Slot, EncodedValue>();
  private kitchen: Kitchen;
  private settingUp = true;

  constructor(kitchen: Kitchen) {
    this.kitchen = kitchen;
  }

  continueWith(versions: Versions): void {
    this.kitchen = { ...this.kitchen, versions };
  }

  endSetup(): void {
    this.settingUp = false;
  }

  /** A cell of the step is about to make a definition. Every task runs setup's own cells for itself. */
  note(cell: number, name: string): void {
    const slots = this.kitchen.definitions.find(cell, name)?.madeOf ?? [];
    if (this.settingUp) return;
    const values = new Map(slots.flatMap(slot => this.valueOf(slot)));
    const { groups } = this.kitchen.codec().encodeVariables(new Map([[name, Object.fromEntries(values)]]), this.kitchen.context);
    const encoded = groups[0]?.values[name];
    if (encoded !== undefined && values.size > 0) this.made.set(ingredientsSlot(name, cell), encoded);
  }

  /** Makes a definition again, of what it was made of. */
  restore(cell: number, name: string, make: () => unknown): unknown {
    const { versions, values, scope } = this.kitchen;
    if (this.settingUp) return make();
    const version = versions.read(ingredientsSlot(name, cell));
    if (version.kind !== 'value') return make();
    return holdingValues(values.decode(version.stored, name) as Record<Slot, unknown>, scope, make);
  }

  /** None for what cannot be read now, cannot be stored, or is big. */
  private valueOf(slot: Slot): [Slot, unknown][] {
    const { scope, context, codec } = this.kitchen;
    const value = readOrNothing(() => valueOfSlot(slot, scope));
    if (value === null || isBig(value.read)) return [];
    const { unstorable } = codec().encodeVariables(new Map([[slot, value.read]]), context);
    return unstorable.length > 0 ? [] : [[slot, value.read]];
  }
}

function readOrNothing(read: () => unknown): { readonly read: unknown } | null {
  try {
    return { read: read() };
  } catch {
    // The definition itself says what is wrong, if it needs it.
    return null;
  }
}

function isBig(value: unknown): boolean {
  if (typeof value === 'string') return value.length > biggest;
  if (typeof value !== 'object' || value === null) return false;
  return (ArrayBuffer.isView(value) && value.byteLength > biggest) || isTable(value);
}
