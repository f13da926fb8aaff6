/** Bytes at least this long become a part of their own instead of being copied. */
const ownPart = 1 << 16;
const firstChunk = 1 << 10;
const largestChunk = 1 << 22;

/** Collects bytes as a list of parts; small ones are gathered in chunks, big ones are kept as they are, not copied. */
export class ByteSink {
  private readonly done: Uint8Array[] = [];
  private doneBytes = 0;
  private chunk = Buffer.allocUnsafe(firstChunk);
  private used = 0;

  /** Bytes written so far. */
  get position(): number {
    return this.doneBytes + this.used;
  }

  byte(value: number): void {
    if (this.used === this.chunk.length) this.reserve(1);
    this.chunk[this.used++] = value;
  }

  /** `value` as two bytes, little end first. */
  uint16(value: number): void {
    this.reserve(2);
    this.used = this.chunk.writeUInt16LE(value, this.used);
  }

  int32(value: number): void {
    this.reserve(4);
    this.used = this.chunk.writeInt32LE(value, this.used);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.used = this.chunk.writeUInt32LE(value, this.used);
  }

  /** A length below 2^53 as eight bytes, little end first. */
  uint64(value: number): void {
    this.uint32(value % 2 ** 32);
    this.uint32(Math.floor(value / 2 ** 32));
  }

  /** Eight bytes, big end first, as pickle has its floats. */
  double(value: number): void {
    this.reserve(8);
    this.used = this.chunk.writeDoubleBE(value, this.used);
  }

  /** A short text of ASCII characters only: faster than `utf8`. */
  ascii(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.chunk[this.used++] = text.charCodeAt(i);
  }

  /** UTF-8 of a string without lone surrogates whose encoded length is `length`. */
  utf8(text: string, length: number): void {
    if (length >= ownPart) return this.bytes(Buffer.from(text, 'utf8'));
    this.reserve(length);
    this.used += this.chunk.write(text, this.used, length, 'utf8');
  }

  /** A big view is kept, not copied: it must not change until it is written out. */
  bytes(view: Uint8Array): void {
    if (view.length >= ownPart) {
      this.flush();
      this.done.push(view);
      this.doneBytes += view.length;
      return;
    }
    this.reserve(view.length);
    this.chunk.set(view, this.used);
    this.used += view.length;
  }

  /** All parts in order. */
  parts(): Uint8Array[] {
    this.flush();
    return this.done;
  }

  private reserve(bytes: number): void {
    if (this.used + bytes <= this.chunk.length) return;
    if (this.chunk.length >= largestChunk) return this.nextChunk(largestChunk);
    const grown = Buffer.allocUnsafe(Math.max(this.chunk.length * 2, this.used + bytes));
    grown.set(this.chunk.subarray(0, this.used));
    this.chunk = grown;
  }

  private nextChunk(size: number): void {
    this.flush();
    this.chunk = Buffer.allocUnsafe(size);
  }

  private flush(): void {
    if (this.used === 0) return;
    this.done.push(this.chunk.subarray(0, this.used));
    this.doneBytes += this.used;
    this.chunk = this.chunk.subarray(this.used);
    this.used = 0;
  }
}
