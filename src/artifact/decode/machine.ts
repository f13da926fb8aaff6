import type { CodeContext } from '../artifact';
import { dialect } from '../notes';
import type { ByteSource } from './byte-source';
import { setItems } from './containers';
import { Unfinished } from './python-values';
import { setState } from './python-state';
import { applyNoteAfter, parseNote, type Note } from './read-notes';
import { ValueStack } from './value-stack';

/** The state of a pickle machine, and what its opcodes do to it. */
export class Machine {
  readonly source: ByteSource;
  readonly stack: ValueStack;
  readonly code: CodeContext;
  /** A note on the value that the next opcode makes. */
  note: Note | null = null;
  /** Numbers, in order of appearance, of dicts that turned out to have a key that is no string. */
  readonly newMaps = new Set<number>();
  private readonly memo: unknown[] = [];
  private readonly maps: ReadonlySet<number>;
  private readonly dicts: object[] = [];
  private inDialect = false;

  /** `maps`: numbers of the dicts that are known to need a Map. */
  constructor(source: ByteSource, code: CodeContext, maps: ReadonlySet<number>) {
    this.source = source;
    this.stack = new ValueStack(source);
    this.code = code;
    this.maps = maps;
  }

  /** A value that is thrown away may be a note. */
  drop(): void {
    const value = this.stack.pop();
    if (typeof value === 'string' && value.startsWith(dialect)) this.inDialect = true;
    const note = this.inDialect ? parseNote(value) : null;
    if (note === null) return;
    if (!applyNoteAfter(note, () => this.stack.top, this.code)) this.note = note;
  }

  /** An object, or a Map for a dict that is known to need it. */
  newDict(): object {
    const made = this.maps.has(this.dicts.length) ? new Map() : {};
    this.dicts.push(made);
    return made;
  }

  /** Keys and values into the dict on top of the stack. */
  set(items: unknown[]): void {
    const before = this.stack.top;
    const result = setItems(before, items);
    if (result === before) return;
    this.stack.top = result;
    this.newMaps.add(this.dicts.lastIndexOf(before as object));
  }

  remember(slot = this.memo.length): void {
    const value = this.stack.top;
    if (value instanceof Unfinished) value.slots.push(slot);
    this.memo[slot] = value;
  }

  recall(slot: number): unknown {
    const value = this.memo[slot];
    return value !== undefined || slot in this.memo ? value : this.source.truncated();
  }

  /** State for the object on top of the stack; one that is complete only now is replaced, also where it is remembered. */
  build(): void {
    const state = this.stack.pop();
    const before = this.stack.top;
    const result = setState(before, state);
    if (result === before) return;
    this.stack.top = result;
    if (before instanceof Unfinished) for (const slot of before.slots) this.memo[slot] = result;
  }
}
