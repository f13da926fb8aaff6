import type { CodeContext } from '../../artifact/artifact';
import type { Codec } from '../writes/codec';
import { applyState, noteFresh, stateOf, type DefinitionState, type FreshDefinition } from './definition-state';
import type { Definitions, Instance } from './definitions';
import { stateSlot } from './slot';
import type { Slot } from '../protocol';
import type { Values } from './values';
import type { Versions } from './versions';
import { jointKeyOf, type Baseline, type Candidate } from '../writes/baseline';

interface Noted {
  readonly instance: Instance;
  readonly fresh: FreshDefinition;
  baseline: Baseline | null;
  /** The state could not be encoded when the definition was made: changes inside of it are not seen. */
  opaque: boolean;
}

/** Follows the state of each definition in this process: brings it into its stored state when it is made, tells what it is at the end. */
export class DefinitionStates {
  private readonly noted = new Map<Slot, Noted>();
  private deferred: Instance[] | null = [];
  /** While a step's own cell defines things, they are fresh: nothing stored is applied. */
  private running = false;

  private readonly definitions: Definitions;
  private readonly values: Values;
  private readonly context: CodeContext;
  private readonly codec: () => Codec;
  private versions: Versions;

  constructor(definitions: Definitions, values: Values, context: CodeContext, codec: () => Codec, versions: Versions) {
    this.definitions = definitions;
    this.values = values;
    this.context = context;
    this.codec = codec;
    this.versions = versions;
  }

  continueWith(versions: Versions): void {
    this.versions = versions;
    for (const slot of this.noted.keys()) versions.read(slot);
  }

  /** Setup is over: what it has defined gets its stored state now. */
  endSetup(): void {
    const made = this.deferred ?? [];
    this.deferred = null;
    for (const instance of made) this.note(instance);
  }

  /** Says whether cells of the step are defining things. */
  define(cell: number, name: string, value: unknown): unknown {
    this.running = true;
    try {
      return this.definitions.define(cell, name, value);
    } finally {
      this.running = false;
    }
  }

  /** A definition has come to be. */
  note(instance: Instance): void {
    if (this.deferred !== null) {
      this.deferred.push(instance);
      return;
    }
    const fresh = noteFresh(instance, this.staticsOf(instance));
    if (fresh === null) return;
    const noted: Noted = { instance, fresh, baseline: null, opaque: false };
    const slot = stateSlot(instance.name, instance.cell);
    this.noted.set(slot, noted);
    if (this.running) this.noteBaseline(slot, noted);
    // What is being decoded may be in one blob with the state: it is the same object only when that is complete.
    else this.values.whenComplete(() => this.restore(slot, noted) || this.noteBaseline(slot, noted));
  }

  /** The states that definitions are in, as far as they differ from the source. */
  candidates(): Map<Slot, Candidate> {
    const found = new Map<Slot, Candidate>();
    for (const [slot, { instance, fresh, baseline, opaque }] of this.noted) {
      const state = stateOf(fresh, this.staticsOf(instance));
      if (opaque || (state === null && baseline === null)) continue;
      found.set(slot, { value: state ?? { properties: [], removed: [], statics: {} }, baseline });
    }
    return found;
  }

  private restore(slot: Slot, noted: Noted): boolean {
    const version = this.versions.read(slot);
    if (version.kind !== 'value') return false;
    const { stored } = version;
    applyState(noted.fresh, this.values.load(slot, version) as DefinitionState, this.staticsOf(noted.instance));
    noted.baseline = { key: stored.key, joint: stored.joint?.key ?? null };
    return true;
  }

  private noteBaseline(slot: Slot, noted: Noted): void {
    const state = stateOf(noted.fresh, this.staticsOf(noted.instance));
    if (state === null) return;
    const { groups, unstorable } = this.codec().encodeVariables(new Map([[slot, state]]), this.context);
    const [group] = groups;
    const key = group?.values[slot]?.key;
    noted.opaque = unstorable.length > 0;
    if (group && key !== undefined) noted.baseline = { key, joint: jointKeyOf(group) };
  }

  private staticsOf({ value }: Instance): ReturnType<Definitions['privateFields']> {
    return typeof value === 'function' ? this.definitions.privateFields(value) : null;
  }
}
