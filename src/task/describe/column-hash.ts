import { createHash, type Hash } from 'node:crypto';
import { inspect } from 'node:util';
import type { Data, Vector } from 'apache-arrow';

/**
 * Hash of what a column says, bit by bit, whatever its chunks are: validity, lengths and bytes run through hashes of their own, so that
 * where a chunk ends makes no difference. What lies under a null does not count. Buffers are hashed where they are.
 */
export function hashColumn(vector: Vector): string {
  if (vector.data.some(isUnusual)) return hashRows(vector);
  const hash = new ColumnHash();
  for (const data of vector.data) hash.add(data);
  return hash.digest();
}

/** Type ids of apache-arrow's `Type` whose content is not simply `values` of a fixed width. */
const kind = { dictionary: -1, null: 1, bool: 6, struct: 13, fixedSizeList: 16 } as const;
const texts = [4, 5, 19, 20];
const lists = [12, 17, 21];
/** Unions and views, which nothing here needs to read fast. */
const unusual = [14, 23, 24];

function isUnusual({ typeId, children }: Data): boolean {
  return unusual.includes(typeId) || children.some(isUnusual);
}

/** Value by value. */
function hashRows(vector: Vector): string {
  const hash = createHash('sha1');
  for (const value of vector) hash.update(`${textOf(value)}\n`);
  return hash.digest('hex');
}

function textOf(value: unknown): string {
  return inspect(value, { depth: 8, maxStringLength: null, maxArrayLength: null, breakLength: Infinity });
}

class ColumnHash {
  private readonly validity = createHash('sha1');
  private readonly lengths = createHash('sha1');
  private readonly values = createHash('sha1');
  private readonly children: ColumnHash[] = [];

  add(data: Data): void {
    const valid = validRows(data);
    this.validity.update(valid ?? ones(data.length));
    const { typeId } = data;
    if (typeId === kind.null) return;
    if (typeId === kind.dictionary) addDictionary(data, valid, this.lengths, this.values);
    else if (typeId === kind.bool) this.values.update(bits(data, valid));
    else if (texts.includes(typeId)) this.addTexts(data, valid);
    else if (lists.includes(typeId)) this.addLists(data, valid);
    else if (typeId === kind.struct)
      for (const [index, child] of data.children.entries()) this.child(index).add(child.slice(0, data.length));
    else if (typeId === kind.fixedSizeList) this.addFixedLists(data, valid);
    else addFixed(data, valid, this.values);
  }

  digest(): string {
    const parts = [this.validity, this.lengths, this.values].map(each => each.digest('hex'));
    return createHash('sha1')
      .update([...parts, ...this.children.map(each => each.digest())].join(' '))
      .digest('hex');
  }

  private child(index: number): ColumnHash {
    return (this.children[index] ??= new ColumnHash());
  }

  private addTexts(data: Data, valid: Uint8Array | null): void {
    const bytes = bytesOf(data.values as ArrayBufferView);
    const offsets = addLengths(data, valid, this.lengths);
    for (const [from, to] of runs(valid, data.length)) this.values.update(bytes.subarray(offsets(from), offsets(to)));
  }

  private addLists(data: Data, valid: Uint8Array | null): void {
    const offsets = addLengths(data, valid, this.lengths);
    for (const [from, to] of runs(valid, data.length)) this.addSlice(data, offsets(from), offsets(to));
  }

  private addFixedLists(data: Data, valid: Uint8Array | null): void {
    for (const [from, to] of runs(valid, data.length)) this.addSlice(data, from * data.stride, to * data.stride);
  }

  private addSlice({ children: [child] }: Data, from: number, to: number): void {
    if (child !== undefined && to > from) this.child(0).add(child.slice(from, to - from));
  }
}

/** One byte a row, 1 where there is a value; null when all rows have one. */
function validRows({ nullCount, nullBitmap, offset, length }: Data): Uint8Array | null {
  if (nullCount === 0) return null;
  const valid = new Uint8Array(length);
  for (let row = 0; row < length; row++) valid[row] = ((nullBitmap[(offset + row) >> 3] ?? 0) >> ((offset + row) & 7)) & 1;
  return valid;
}

let allOnes = new Uint8Array(0);

function ones(length: number): Uint8Array {
  if (allOnes.length < length) allOnes = new Uint8Array(length).fill(1);
  return allOnes.subarray(0, length);
}

/** Stretches of rows that have a value: all of them at once when none is null. */
function* runs(valid: Uint8Array | null, length: number): Generator<readonly [number, number]> {
  if (valid === null) return void (yield [0, length]);
  for (let from = valid.indexOf(1); from >= 0;) {
    const end = valid.indexOf(0, from);
    yield [from, end < 0 ? length : end];
    from = end < 0 ? -1 : valid.indexOf(1, end);
  }
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** What lies under a null is left out. */
function addFixed(data: Data, valid: Uint8Array | null, hash: Hash): void {
  const values = data.values as ArrayBufferView & { readonly BYTES_PER_ELEMENT: number };
  const width = values.BYTES_PER_ELEMENT * data.stride;
  const bytes = bytesOf(values);
  for (const [from, to] of runs(valid, data.length)) hash.update(bytes.subarray(from * width, to * width));
}

function bits({ values, offset, length }: Data, valid: Uint8Array | null): Uint8Array {
  const packed = values as Uint8Array;
  const rows = new Uint8Array(length);
  for (let row = 0; row < length; row++)
    if (valid === null || valid[row] === 1) rows[row] = ((packed[(offset + row) >> 3] ?? 0) >> ((offset + row) & 7)) & 1;
  return rows;
}

/** Hashes the lengths of a variable-width column, 0 under a null; gives its offsets. */
function addLengths({ valueOffsets, length }: Data, valid: Uint8Array | null, hash: Hash): (row: number) => number {
  const offset = (row: number): number => Number(valueOffsets[row] ?? 0);
  const lengths = new Float64Array(length);
  for (let row = 0; row < length; row++) if (valid === null || valid[row] === 1) lengths[row] = offset(row + 1) - offset(row);
  hash.update(lengths);
  return offset;
}

/** Dictionary columns by the values that rows mean: batches may have dictionaries of their own. */
function addDictionary(data: Data, valid: Uint8Array | null, lengths: Hash, values: Hash): void {
  const known = new Map<unknown, Buffer>();
  const indices = data.values as ArrayLike<number | bigint>;
  const sizes = new Float64Array(data.length);
  for (let row = 0; row < data.length; row++) {
    if (valid !== null && valid[row] === 0) continue;
    const index = indices[row];
    const text = known.get(index) ?? Buffer.from(textOf(data.dictionary?.get(Number(index))));
    known.set(index, text);
    sizes[row] = text.length;
    values.update(text);
  }
  lengths.update(sizes);
}
