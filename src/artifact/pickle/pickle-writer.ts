import { ByteSink } from './byte-sink';
import { encodeLong } from './long';
import { op } from './opcodes';
import { encodeWtf8, hasLoneSurrogate } from './wtf8';

/** Texts below this length are faster written byte by byte. */
const shortText = 48;

/** Writes opcodes of pickle protocol 4 (no frames: they are optional), and counts the memo. */
export class PickleWriter {
  readonly sink = new ByteSink();
  private memoSize = 0;
  private readonly written = new Map<string, number>();
  private readonly keys = new Map<string, number>();

  op(code: number): void {
    this.sink.byte(code);
  }

  none(): void {
    this.sink.byte(op.NONE);
  }

  boolean(value: boolean): void {
    this.sink.byte(value ? op.NEWTRUE : op.NEWFALSE);
  }

  /** A safe integer other than -0 becomes an int, every other number a float. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      this.sink.byte(op.BINFLOAT);
      this.sink.double(value);
    } else this.integer(value);
  }

  /** Always LONG4, so that a reader can tell it from a number. */
  bigint(value: bigint): void {
    const bytes = encodeLong(value);
    this.sink.byte(op.LONG4);
    this.sink.uint32(bytes.length);
    this.sink.bytes(bytes);
  }

  string(text: string): void {
    if (text.length < shortText && this.shortAscii(text)) return;
    const length = Buffer.byteLength(text, 'utf8');
    if (length !== text.length && hasLoneSurrogate(text)) {
      const bytes = encodeWtf8(text);
      this.stringHeader(bytes.length);
      this.sink.bytes(bytes);
      return;
    }
    this.stringHeader(length);
    this.sink.utf8(text, length);
  }

  /** A string that occurs often (a property's name): written once, then taken from the memo. */
  key(text: string): void {
    const known = this.keys.get(text);
    if (known !== undefined) return this.get(known);
    this.string(text);
    this.keys.set(text, this.memoize());
  }

  /** `bytes`; a big view is not copied. */
  bytes(view: Uint8Array): void {
    if (view.length < 256) {
      this.sink.byte(op.SHORT_BINBYTES);
      this.sink.byte(view.length);
    } else {
      this.sink.byte(op.BINBYTES8);
      this.sink.uint64(view.length);
    }
    this.sink.bytes(view);
  }

  /** A Python class or function, e.g. `global('datetime', 'timezone')`; dotted names are allowed. */
  global(module: string, name: string): void {
    this.once(`${module} ${name}`, () => {
      this.key(module);
      this.key(name);
      this.sink.byte(op.STACK_GLOBAL);
    });
  }

  /** Calls what lies below the tuple of arguments on the stack. */
  reduce(): void {
    this.sink.byte(op.REDUCE);
  }

  /** A constant that occurs often: written at its first occurrence, then taken from the memo. */
  once(id: string, write: () => void): void {
    const known = this.written.get(id);
    if (known !== undefined) return this.get(known);
    write();
    this.written.set(id, this.memoize());
  }

  /** Remembers the top of the stack; returns its place in the memo. */
  memoize(): number {
    this.sink.byte(op.MEMOIZE);
    return this.memoSize++;
  }

  /** Pushes what was remembered at that place. */
  get(index: number): void {
    if (index < 256) {
      this.sink.byte(op.BINGET);
      this.sink.byte(index);
    } else {
      this.sink.byte(op.LONG_BINGET);
      this.sink.uint32(index);
    }
  }

  /** Makes a tuple of the top `size` values, at most 3. */
  tuple(size: 0 | 1 | 2 | 3): void {
    this.sink.byte(size === 0 ? op.EMPTY_TUPLE : op.TUPLE1 + size - 1);
  }

  private integer(value: number): void {
    if (value >= 0 && value < 256) {
      this.sink.byte(op.BININT1);
      this.sink.byte(value);
    } else if (value >= 0 && value < 65536) {
      this.sink.byte(op.BININT2);
      this.sink.uint16(value);
    } else if (value >= -(2 ** 31) && value < 2 ** 31) {
      this.sink.byte(op.BININT);
      this.sink.int32(value);
    } else {
      const bytes = encodeLong(BigInt(value));
      this.sink.byte(op.LONG1);
      this.sink.byte(bytes.length);
      this.sink.bytes(bytes);
    }
  }

  private shortAscii(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
    this.stringHeader(text.length);
    this.sink.ascii(text);
    return true;
  }

  private stringHeader(length: number): void {
    if (length < 256) {
      this.sink.byte(op.SHORT_BINUNICODE);
      this.sink.byte(length);
    } else if (length < 2 ** 32) {
      this.sink.byte(op.BINUNICODE);
      this.sink.uint32(length);
    } else {
      this.sink.byte(op.BINUNICODE8);
      this.sink.uint64(length);
    }
  }
}
