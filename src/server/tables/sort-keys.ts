import type { Data, DataType, Vector } from 'apache-arrow';
import { HeadwaterError } from '../../errors';
import type { Arrow } from '../../artifact/arrow/library';
import { bytesAt, chunkFinder, chunksOf, type Chunk } from './column';
import type { ByteRows } from './sort-bytes';

/** What a column is sorted by: words (see `radixSort`) or bytes. */
export type SortKeys =
  { readonly kind: 'words'; readonly words: readonly Uint32Array[] } | { readonly kind: 'bytes'; readonly bytes: ByteRows };

/** Keys of a column, and which rows have one: missing values and NaN have none. */
export interface ColumnKeys {
  readonly keys: SortKeys;
  /** Rows with a key, ascending. */
  readonly rows: Uint32Array;
  /** The others, ascending. */
  readonly missing: Uint32Array;
}

/** The keys to sort a column by. @throws HeadwaterError HW619 for a type that has no order */
export function columnKeys(arrow: Arrow, name: string, column: Vector): ColumnKeys {
  const { type } = column;
  const chunks = chunksOf(column);
  if (
    arrow.DataType.isUtf8(type) ||
    arrow.DataType.isLargeUtf8(type) ||
    arrow.DataType.isBinary(type) ||
    arrow.DataType.isLargeBinary(type)
  )
    return { keys: { kind: 'bytes', bytes: byteRows(chunks) }, ...present(column, () => true) };
  if (arrow.DataType.isDictionary(type)) return rankKeys(column);
  const write = writerFor(arrow, type);
  if (write === null) throw unsortable(name, type);
  const words = Array.from({ length: write.words }, () => new Uint32Array(column.length));
  const known = new Uint8Array(column.length);
  for (const chunk of chunks) write.into(chunk, words, known);
  return { keys: { kind: 'words', words }, ...present(column, row => known[row] === 1) };
}

function byteRows(chunks: readonly Chunk[]): ByteRows {
  const find = chunkFinder(chunks);
  const none = new Uint8Array();
  return {
    at(row) {
      const chunk = find(row);
      return chunk === undefined ? none : bytesAt(chunk.data, row - chunk.start);
    }
  };
}

function present(column: Vector, isKnown: (row: number) => boolean): Pick<ColumnKeys, 'rows' | 'missing'> {
  const [rows, missing] = [new Uint32Array(column.length), new Uint32Array(column.length)];
  let [kept, left] = [0, 0];
  for (const { data, start } of chunksOf(column))
    for (let index = 0; index < data.length; index++)
      if (data.getValid(index) && isKnown(start + index)) rows[kept++] = start + index;
      else missing[left++] = start + index;
  return { rows: rows.subarray(0, kept), missing: missing.subarray(0, left) };
}

/** A dictionary's values are few: they are put in order, and each row gets the place of its value. */
function rankKeys(column: Vector): ColumnKeys {
  const words = new Uint32Array(column.length);
  const known = new Uint8Array(column.length);
  for (const { data, start } of chunksOf(column)) {
    const ranks = ranksOf(column);
    const codes = data.values as ArrayLike<number | bigint>;
    for (let index = 0; index < data.length; index++) {
      const rank = ranks.get(data.dictionary?.get(Number(codes[index])) as unknown) ?? -1;
      words[start + index] = Math.max(0, rank);
      known[start + index] = rank < 0 ? 0 : 1;
    }
  }
  return { keys: { kind: 'words', words: [words] }, ...present(column, row => known[row] === 1) };
}

const rankings = new WeakMap<Vector, Map<unknown, number>>();

/** Places of all values of all its dictionaries: chunks may have one each. */
function ranksOf(column: Vector): Map<unknown, number> {
  const found = rankings.get(column) ?? ranking(column);
  rankings.set(column, found);
  return found;
}

function ranking(column: Vector): Map<unknown, number> {
  const dictionaries = new Set(column.data.flatMap(data => (data.dictionary === undefined ? [] : [data.dictionary])));
  const values = new Set<unknown>(
    [...dictionaries].flatMap(dictionary => [...(dictionary as Iterable<unknown>)]).filter(each => each !== null)
  );
  const sorted = [...values].sort(compareScalars);
  return new Map(sorted.map((value, rank) => [value, rank]));
}

function compareScalars(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  const [x, y] = [a as number, b as number];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Writes the words of a chunk's values, and 1 for each row that has a place in the order. */
interface Writer {
  readonly words: number;
  into(chunk: Chunk, words: readonly Uint32Array[], known: Uint8Array): void;
}

const sign = 0x8000_0000;

function writerFor(arrow: Arrow, type: DataType): Writer | null {
  const { DataType } = arrow;
  if (DataType.isBool(type))
    return smallWriter(
      data => index => (((data.values as Uint8Array)[(data.offset + index) >> 3] ?? 0) >> ((data.offset + index) & 7)) & 1
    );
  if (DataType.isInt(type) && type.bitWidth < 64)
    return smallWriter(data => index => ((data.values as Int32Array)[index] ?? 0) + (type.isSigned ? sign : 0));
  if (DataType.isFloat(type)) return floatWriter(arrow, type.precision);
  if (DataType.isDecimal(type)) return wideWriter(type.bitWidth / 32, true);
  if (DataType.isInt(type)) return wideWriter(2, type.isSigned);
  if (DataType.isDate(type)) return wideWriter(type.unit === arrow.DateUnit.DAY ? 1 : 2, true);
  if (DataType.isTime(type)) return wideWriter(type.bitWidth / 32, true);
  return DataType.isTimestamp(type) || DataType.isDuration(type) ? wideWriter(2, true) : null;
}

function smallWriter(keyOf: (data: Data) => (index: number) => number): Writer {
  return {
    words: 1,
    into({ data, start }, [word], known) {
      const key = keyOf(data);
      for (let index = 0; index < data.length; index++) {
        if (word !== undefined) word[start + index] = key(index);
        known[start + index] = 1;
      }
    }
  };
}

/** Two's complement of several words, the least significant first. */
function wideWriter(count: number, isSigned: boolean): Writer {
  return {
    words: count,
    into({ data, start }, words, known) {
      const parts = wordsIn(data);
      for (let index = 0; index < data.length; index++) {
        for (let at = 0; at < count; at++) {
          const part = parts[index * count + at] ?? 0;
          const word = words[at];
          if (word !== undefined) word[start + index] = at === count - 1 && isSigned ? part ^ sign : part;
        }
        known[start + index] = 1;
      }
    }
  };
}

/** The bits of a float, turned so that they sort as its value does. */
function floatWriter(arrow: Arrow, precision: number): Writer {
  const { HALF, SINGLE } = arrow.Precision;
  if (precision === HALF) return halfWriter();
  const count = precision === SINGLE ? 1 : 2;
  return {
    words: count,
    into({ data, start }, words, known) {
      const parts = wordsIn(data);
      const values = data.values as Float64Array;
      for (let index = 0; index < data.length; index++) {
        const top = parts[index * count + count - 1] ?? 0;
        const isNegative = top >= sign;
        for (let at = 0; at < count; at++) {
          const part = parts[index * count + at] ?? 0;
          const word = words[at];
          if (word !== undefined) word[start + index] = isNegative ? ~part : at === count - 1 ? part ^ sign : part;
        }
        known[start + index] = Number.isNaN(values[index]) ? 0 : 1;
      }
    }
  };
}

/** Arrow keeps halves as their bits. */
function halfWriter(): Writer {
  return {
    words: 1,
    into({ data, start }, [word], known) {
      const bits = data.values as Uint16Array;
      for (let index = 0; index < data.length; index++) {
        const half = bits[index] ?? 0;
        if (word !== undefined) word[start + index] = half >= 0x8000 ? 0xffff - half : half + 0x8000;
        known[start + index] = (half & 0x7fff) > 0x7c00 ? 0 : 1;
      }
    }
  };
}

function wordsIn({ values }: Data): Uint32Array {
  const { buffer, byteOffset, byteLength } = values as Uint8Array;
  return new Uint32Array(buffer, byteOffset, byteLength >> 2);
}

function unsortable(name: string, type: DataType): HeadwaterError {
  return new HeadwaterError('HW619', `The column '${name}' cannot be sorted: its values (${String(type)}) have no order.`, {
    about: name,
    hint: 'Sort by another column.'
  });
}
