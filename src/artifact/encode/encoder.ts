import type { ArrowValue } from '../arrow/recognise';
import type { CodeContext } from '../artifact';
import { readClosure, type Binding, type Closure } from '../closure';
import { before, dialect } from '../notes';
import { op } from '../pickle/opcodes';
import { PickleWriter } from '../pickle/pickle-writer';
import type { Knowledge, Region } from './knowledge';
import type { PathStep } from './refusal';
import { readRow } from './plain-row';
import { nameSymbol } from './symbol-names';

/** The steps that write one object: it yields each part that it cannot write itself, and goes on when that part is written. */
export type Codec = Generator<unknown, void, undefined>;

/** Length of what stands before the first value when there are notes: PROTO 4, the dialect's note. */
const prefixLength = dialect.length + 5;

/** A variable that a closure captured, and where the closure lies. */
export interface FoundBinding extends Binding {
  readonly owner: object;
  readonly path: readonly PathStep[];
}

/**
 * Writes one value as a pickle. Objects are written by codecs, which run on an explicit stack: however deep the value, it cannot overflow.
 */
export class Encoder {
  readonly pickle = new PickleWriter();
  /** The mutable objects met, in order: what can be shared with another variable. */
  readonly objects: object[] = [];
  /** The Arrow values met: they share memory with views, but never make a group. */
  readonly tables: ArrowValue[] = [];
  /** Where the part that is yielded next lies; set by codecs. */
  at: PathStep = '';
  private readonly memo = new Map<object, number>();
  private readonly notes = new Map<string, number>();
  private readonly closures = new Map<object, Closure>();
  private readonly path: PathStep[] = [];
  /** The variables that closures captured. */
  readonly bindings: FoundBinding[] = [];
  /** Symbols that belong to a module's class: where the class has them. */
  readonly symbolPlaces = new Map<symbol, readonly string[]>();
  /** First user of each region of a buffer, see regions.ts. */
  readonly regionUsers = new Map<Region, object>();
  private annotated = false;
  private readonly rowValues: unknown[] = [];

  readonly code: CodeContext;
  readonly knowledge: Knowledge;
  private readonly chooseCodec: (value: object, encoder: Encoder) => Codec;

  constructor(code: CodeContext, knowledge: Knowledge, chooseCodec: (value: object, encoder: Encoder) => Codec) {
    this.code = code;
    this.knowledge = knowledge;
    this.chooseCodec = chooseCodec;
  }

  /** Where the encoder is: after a refusal, where the refused value lies. */
  get steps(): readonly PathStep[] {
    return this.path;
  }

  /** Bytes from the start of the blob to the next byte, when there are notes. */
  get position(): number {
    return prefixLength + this.pickle.sink.position;
  }

  /** Writes a value with all its parts. */
  write(root: unknown): void {
    if (this.atom(root)) return;
    const stack: Codec[] = [this.codec(root)];
    for (let top = stack[0]; top; top = stack[stack.length - 1]) {
      const result = top.next();
      if (result.done) {
        stack.pop();
        this.path.pop();
      } else {
        this.path.push(this.at);
        stack.push(this.codec(result.value));
      }
    }
  }

  /** The finished pickle, as parts. */
  finish(): Uint8Array[] {
    this.pickle.op(op.STOP);
    const parts = this.pickle.sink.parts();
    return [this.annotated ? annotatedPrefix : plainPrefix, ...parts];
  }

  /** Writes a value that has no parts, or that was written before; false when it is an object that is yet to be written. */
  atom(value: unknown): boolean {
    switch (typeof value) {
      case 'number':
        this.pickle.number(value);
        return true;
      case 'string':
        this.pickle.string(value);
        return true;
      case 'boolean':
        this.pickle.boolean(value);
        return true;
      case 'bigint':
        this.pickle.bigint(value);
        return true;
      case 'undefined':
        this.note(before.undefined);
        this.pickle.none();
        return true;
      case 'symbol':
        this.symbol(value);
        return true;
      default:
        return value === null ? this.none() : this.known(value as object) || this.row(value as object);
    }
  }

  /** Remembers the object whose opcodes were just written, so that it is written once. Call it before its parts are written. */
  remember(value: object, shareable = true): void {
    this.memo.set(value, this.pickle.memoize());
    if (shareable) this.objects.push(value);
  }

  /** Names an object as one that another variable may share, though it is not written itself. */
  touch(value: object): void {
    this.objects.push(value);
  }

  wasWritten(value: object): boolean {
    return this.memo.has(value);
  }

  /** A note (see notes.ts) on the value whose making opcode comes next. */
  note(kind: string, ...data: readonly (string | number)[]): void {
    this.annotated = true;
    const id = data.length === 0 ? kind : JSON.stringify([kind, ...data.map(exactText)]);
    const known = this.notes.get(id);
    if (known !== undefined) this.pickle.get(known);
    else this.notes.set(id, this.writeNote(kind, data));
    this.pickle.op(op.POP);
  }

  /** A note on the value that was just completed; its data may be any values. Delegate to it with `yield*`. */
  *noteAfter(kind: string, data: readonly (readonly [PathStep, unknown])[]): Codec {
    this.annotated = true;
    this.pickle.op(op.MARK);
    this.pickle.key(kind);
    for (const [step, value] of data) {
      if (this.atom(value)) continue;
      this.at = step;
      yield value;
    }
    this.pickle.op(op.TUPLE);
    this.pickle.op(op.POP);
  }

  /** What a function closes over, read once, since it may be met again among its own variables. */
  closureOf(fn: object): Closure {
    const known = this.closures.get(fn);
    if (known !== undefined) return known;
    const closure = readClosure(fn, this.code);
    this.closures.set(fn, closure);
    this.bindings.push(...closure.bindings.map(binding => ({ ...binding, owner: fn, path: [...this.path] })));
    return closure;
  }

  /** Makes this a pickle of the dialect though there are no notes yet: `position` counts on it. */
  annotate(): void {
    this.annotated = true;
  }

  private none(): true {
    this.pickle.none();
    return true;
  }

  private known(value: object): boolean {
    const index = this.memo.get(value);
    if (index === undefined) return false;
    this.pickle.get(index);
    return true;
  }

  /** A plain object of primitives and dates is written at once: tables of rows are made of them. */
  private row(value: object): boolean {
    const { pickle, rowValues } = this;
    const keys = readRow(value, rowValues);
    if (keys === null || this.code.addressOf(value) !== null) return false;
    pickle.op(op.EMPTY_DICT);
    this.remember(value);
    if (keys.length === 0) return true;
    pickle.op(op.MARK);
    for (let i = 0; i < keys.length; i++) {
      pickle.key(keys[i] ?? '');
      // A date's codec has no parts to yield.
      if (!this.atom(rowValues[i])) this.codec(rowValues[i]).next();
    }
    pickle.op(op.SETITEMS);
    return true;
  }

  private symbol(symbol: symbol): void {
    this.note(before.symbol, ...(this.symbolPlaces.get(symbol) ?? nameSymbol(symbol)));
    this.pickle.string(String(symbol));
  }

  private codec(value: unknown): Codec {
    return this.chooseCodec(value as object, this);
  }

  private writeNote(kind: string, data: readonly (string | number)[]): number {
    if (data.length === 0) {
      this.pickle.string(kind);
      return this.pickle.memoize();
    }
    this.pickle.op(op.MARK);
    this.pickle.key(kind);
    for (const item of data) typeof item === 'number' ? this.pickle.number(item) : this.pickle.key(item);
    this.pickle.op(op.TUPLE);
    return this.pickle.memoize();
  }
}

const plainPrefix = Uint8Array.of(op.PROTO, 4);
const annotatedPrefix = Buffer.concat([
  Uint8Array.of(op.PROTO, 4, op.SHORT_BINUNICODE, dialect.length),
  Buffer.from(dialect),
  Uint8Array.of(op.POP)
]);

function exactText(item: string | number): string {
  return typeof item === 'string' ? `s${item}` : Object.is(item, -0) ? 'n-0' : `n${item}`;
}
