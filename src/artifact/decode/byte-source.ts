import { HeadwaterError } from '../../errors';
import { decodeWtf8 } from '../pickle/wtf8';

/** Reads bytes one after the other; reading past the end is an error, whatever lengths the bytes themselves claim. */
export class ByteSource {
  position = 0;
  private readonly buffer: Buffer;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.buffer[this.position];
    if (value === undefined) return this.truncated();
    this.position++;
    return value;
  }

  /** The byte that lies `ahead` after the next one; undefined past the end. */
  peek(ahead = 0): number | undefined {
    return this.buffer[this.position + ahead];
  }

  uint16(): number {
    return this.buffer.readUInt16LE(this.skip(2));
  }

  int32(): number {
    return this.buffer.readInt32LE(this.skip(4));
  }

  uint32(): number {
    return this.buffer.readUInt32LE(this.skip(4));
  }

  uint64(): number {
    const value = this.buffer.readBigUInt64LE(this.skip(8));
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? this.truncated() : Number(value);
  }

  double(): number {
    return this.buffer.readDoubleBE(this.skip(8));
  }

  /** The bytes themselves, not a copy. */
  view(length: number): Buffer {
    const start = this.skip(length);
    return this.buffer.subarray(start, start + length);
  }

  text(length: number): string {
    return decodeWtf8(this.view(length));
  }

  /** Text up to the end of the line, without it. */
  line(): string {
    const end = this.buffer.indexOf(0x0a, this.position);
    if (end === -1) return this.truncated();
    const text = this.buffer.toString('latin1', this.position, end);
    this.position = end + 1;
    return text;
  }

  /** @throws HeadwaterError HW310 always */
  truncated(): never {
    throw new HeadwaterError('HW310', `A stored value ends too early, at byte ${this.buffer.length}, or is no pickle.`, {
      hint: 'Run `headwater fsck` to find damaged values; run the step again to write it anew.'
    });
  }

  private skip(length: number): number {
    const start = this.position;
    if (length < 0 || start + length > this.buffer.length) return this.truncated();
    this.position += length;
    return start;
  }
}
