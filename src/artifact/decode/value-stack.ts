import type { ByteSource } from './byte-source';

/** The stack of a pickle machine. Taking from an empty one means that the bytes are no pickle. */
export class ValueStack {
  private readonly values: unknown[] = [];
  private readonly marks: number[] = [];
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** The value on top; setting it replaces it. */
  get top(): unknown {
    return this.values.length > this.floor ? this.values[this.values.length - 1] : this.source.truncated();
  }

  set top(value: unknown) {
    if (this.values.length <= this.floor) this.source.truncated();
    this.values[this.values.length - 1] = value;
  }

  push(value: unknown): void {
    this.values.push(value);
  }

  pop(): unknown {
    return this.values.length > this.floor ? this.values.pop() : this.source.truncated();
  }

  /** The top values, the lowest first. */
  popMany(count: number): unknown[] {
    if (this.values.length - count < this.floor) return this.source.truncated();
    return this.values.splice(this.values.length - count);
  }

  mark(): void {
    this.marks.push(this.values.length);
  }

  popToMark(): unknown[] {
    const start = this.marks.pop();
    return start === undefined ? this.source.truncated() : this.values.splice(start);
  }

  private get floor(): number {
    return this.marks[this.marks.length - 1] ?? 0;
  }
}
