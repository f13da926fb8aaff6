import { HeadwaterError } from '../../errors';
import type { CellCode, NotebookCode } from '../../language/code';
import type { StoredVersion } from '../../artifact/artifact';
import type { Definitions } from './definitions';
import { makeFast } from './make-fast';
import type { Slot } from '../protocol';
import { frameSlot, isAmbientSlot, partsOf } from './slot';
import type { Values } from './values';
import type { Versions } from './versions';

/** What a name held when the execution first met it. */
export type Origin =
  | { readonly kind: 'loaded'; readonly value: unknown; readonly stored: StoredVersion }
  | { readonly kind: 'definition'; readonly value: unknown; readonly cell: number }
  | { readonly kind: 'absent'; readonly value: undefined }
  /** Made by a parameters or setup cell, which every task runs for itself. */
  | { readonly kind: 'setup'; readonly value: unknown };

/** Where the scope gets things from; exchanged between executions of one process. */
export interface ScopeSources {
  readonly versions: Versions;
  readonly values: Values;
  readonly definitions: Definitions;
}

/** What a frame holds under one name. */
interface Binding {
  held: boolean;
  value: unknown;
  /** The line that declares it has not run yet. */
  early: boolean;
}

/** The variables of a notebook as its code sees them: `$` and the frames, each name loaded when it is first read. */
export class Scope {
  /** The scope object: `$.x`. */
  readonly variables: Record<string, unknown> = Object.create(null);
  /** The frames by cell: `$3.x`. */
  readonly frames = new Map<number, Record<string, unknown>>();
  /** What each slot held when it was first read; a slot that was assigned before has none. */
  readonly origins = new Map<Slot, Origin>();
  private readonly bindings = new Map<Slot, Binding>();
  private readonly imports = new Map<Slot, number>();
  private setup = new Map<Slot, PropertyDescriptor>();
  private sources: ScopeSources;
  private settingUp = true;

  constructor(code: NotebookCode, sources: ScopeSources) {
    this.sources = sources;
    for (const cell of code.cells) {
      const frame: Record<string, unknown> = Object.create(null);
      this.frames.set(cell.index, frame);
      for (const name of cell.contested) this.defineFrameName(frame, name, cell.index);
      for (const name of [...cell.declares, ...cell.definitions.map(each => each.name)]) this.expect(name);
    }
    for (const slot of sources.versions.listed) if (partsOf(slot).cell === null && !isAmbientSlot(slot)) this.expect(slot);
  }

  /** Another execution goes on with what this one has loaded. */
  continueWith(sources: ScopeSources): void {
    this.sources = sources;
  }

  /** Names that a cell declares start as undefined when it runs, or are not to be read before their line. */
  declare({ index, declares, contested, guarded }: CellCode): void {
    for (const name of declares) {
      const isGuarded = guarded.includes(name);
      if (contested.includes(name))
        Object.assign(this.bindingOf(frameSlot(name, index)), { held: true, value: undefined, early: isGuarded });
      if (isGuarded && !contested.includes(name)) this.guard(name);
      else this.define(name, undefined);
    }
    makeFast(this.variables);
  }

  /** Makes a name an import, read through the getter each time. */
  bind(cell: number, name: string, getter: () => unknown, contested: boolean): void {
    this.imports.set(name, cell);
    const set = (value: unknown): void => this.hold(name, value);
    Object.defineProperty(this.variables, name, { get: getter, set, enumerable: true, configurable: true });
    if (!contested) return;
    this.imports.set(frameSlot(name, cell), cell);
    const frame = this.frames.get(cell) ?? {};
    const setFrame = (value: unknown): void => this.setInFrame(frame, name, cell, value);
    Object.defineProperty(frame, name, { get: getter, set: setFrame, enumerable: true, configurable: true });
  }

  /** Ends the setup: what it made is kept aside, each value as `kept` gives it, and every name is looked up again when it is next read. */
  endSetup(kept: (value: unknown) => unknown): void {
    for (const name of Object.keys(this.variables)) {
      const property = Object.getOwnPropertyDescriptor(this.variables, name);
      if (property && !isLazy(property)) this.setup.set(name, property.get ? property : { ...property, value: kept(property.value) });
      this.expect(name);
    }
    for (const [slot, binding] of this.bindings) {
      if (binding.held) this.setup.set(slot, { value: kept(binding.value), writable: true, enumerable: true, configurable: true });
      Object.assign(binding, { held: false, value: undefined });
    }
    this.imports.clear();
    this.origins.clear();
    this.settingUp = false;
  }

  /** Values that setup made, by slot; imports are left out. */
  setupValues(): Map<Slot, unknown> {
    return new Map([...this.setup].filter(([, property]) => !property.get).map(([slot, property]) => [slot, property.value as unknown]));
  }

  /** Every name that was read or assigned, with what it is now. Imports give the cell that imported them. */
  *current(): Iterable<{ readonly slot: Slot; readonly value: unknown; readonly importedBy: number | null }> {
    for (const [slot, property] of Object.entries(Object.getOwnPropertyDescriptors(this.variables))) {
      if (!property.get) yield { slot, value: property.value as unknown, importedBy: null };
      else if (!isLazy(property) && this.imports.has(slot)) yield { slot, value: undefined, importedBy: this.imports.get(slot) ?? null };
    }
    for (const [slot, binding] of this.bindings) if (binding.held) yield { slot, value: binding.value, importedBy: null };
    for (const [slot, cell] of this.imports) if (partsOf(slot).cell !== null) yield { slot, value: undefined, importedBy: cell };
  }

  private expect(name: string): void {
    const get = (): unknown => this.readInto(name);
    const set = (value: unknown): void => this.hold(name, value);
    lazyGetters.add(get);
    Object.defineProperty(this.variables, name, { get, set, enumerable: true, configurable: true });
  }

  private guard(name: string): void {
    const get = (): unknown => {
      throw tooEarly(name);
    };
    const set = (value: unknown): void => this.hold(name, value);
    Object.defineProperty(this.variables, name, { get, set, enumerable: true, configurable: true });
  }

  private readInto(name: string): unknown {
    const setup = this.setup.get(name);
    const origin = this.resolve(name);
    if (origin.kind === 'setup' && setup?.get) Object.defineProperty(this.variables, name, setup);
    else this.hold(name, origin.value);
    return origin.value;
  }

  private hold(name: string, value: unknown): void {
    this.define(name, value);
    makeFast(this.variables);
  }

  private define(name: string, value: unknown): void {
    Object.defineProperty(this.variables, name, { value, writable: true, enumerable: true, configurable: true });
  }

  private defineFrameName(frame: Record<string, unknown>, name: string, cell: number): void {
    const slot = frameSlot(name, cell);
    const binding = this.bindingOf(slot);
    const get = (): unknown => {
      if (!binding.held) Object.assign(binding, { value: this.resolve(slot).value, held: true });
      if (binding.early) throw tooEarly(name);
      return binding.value;
    };
    const set = (value: unknown): void => this.setInFrame(frame, name, cell, value);
    Object.defineProperty(frame, name, { get, set, enumerable: true, configurable: true });
  }

  private setInFrame(frame: Record<string, unknown>, name: string, cell: number, value: unknown): void {
    const slot = frameSlot(name, cell);
    if (this.imports.delete(slot)) this.defineFrameName(frame, name, cell);
    const binding = this.bindingOf(slot);
    binding.held = true;
    binding.value = value;
    binding.early = false;
    this.variables[name] = value;
  }

  private bindingOf(slot: Slot): Binding {
    const binding = this.bindings.get(slot) ?? { held: false, value: undefined, early: false };
    this.bindings.set(slot, binding);
    return binding;
  }

  private resolve(slot: Slot): Origin {
    const origin = this.originOf(slot);
    this.origins.set(slot, origin);
    return origin;
  }

  private originOf(slot: Slot): Origin {
    const { versions, values, definitions } = this.sources;
    const { cell } = partsOf(slot);
    if (this.settingUp) return this.definedBeforeSetup(slot, cell);
    const version = versions.read(slot);
    switch (version.kind) {
      case 'value':
        return { kind: 'loaded', value: values.load(slot, version), stored: version.stored };
      case 'definition':
        return { kind: 'definition', value: definitions.get(version.cell, partsOf(slot).name), cell: version.cell };
      case 'unstorable':
        throw new HeadwaterError('HW301', version.message, { hint: version.hint, about: partsOf(slot).name });
      case 'file':
      case 'absent':
        return this.absentOrigin(slot, cell);
    }
  }

  private absentOrigin(slot: Slot, cell: number | null): Origin {
    const property = this.setup.get(slot);
    if (property) return { kind: 'setup', value: property.get ? (property.get() as unknown) : (property.value as unknown) };
    const { name } = partsOf(slot);
    const { definitions } = this.sources;
    if (cell !== null && definitions.has(cell, name)) return { kind: 'definition', value: definitions.get(cell, name), cell };
    return { kind: 'absent', value: undefined };
  }

  /** Setup reads no variable of a step; what scratch cells define it may use. */
  private definedBeforeSetup(slot: Slot, cell: number | null): Origin {
    const { versions, definitions } = this.sources;
    const version = versions.peek(slot);
    const { name } = partsOf(slot);
    const from = version?.kind === 'definition' ? version.cell : cell;
    if (from !== null && definitions.has(from, name)) return { kind: 'definition', value: definitions.get(from, name), cell: from };
    return { kind: 'absent', value: undefined };
  }
}

/** As JavaScript says it of a `let`. */
function tooEarly(name: string): ReferenceError {
  return new ReferenceError(`Cannot access '${name}' before initialization`);
}

const lazyGetters = new WeakSet<() => unknown>();

function isLazy(property: PropertyDescriptor): boolean {
  const { get } = property;
  return get !== undefined && lazyGetters.has(get);
}
