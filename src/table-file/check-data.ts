import type { Data } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';

/**
 * Makes sure that a column's chunk has all the memory that its rows need, and that its offsets and dictionary indexes stay inside of it: what
 * a damaged file gets wrong would else be read as missing or other values.
 * @throws Error that says what is wrong
 */
export function checkData(data: Data | undefined, rows: number, arrow: Arrow): void {
  if (data === undefined || data.length !== rows) throw new Error('a column has not as many values as the batch has rows');
  if (data.typeId !== arrow.Type.Null && data.nullCount > 0) needBytes(data.nullBitmap, Math.ceil(rows / 8));
  checkers(arrow)[data.typeId]?.(data, rows, arrow);
}

type Checker = (data: Data, rows: number, arrow: Arrow) => void;

let known: Readonly<Record<number, Checker>> | null = null;

function checkers({ Type }: Arrow): Readonly<Record<number, Checker>> {
  known ??= {
    [Type.Int]: checkFixed,
    [Type.Float]: checkFixed,
    [Type.Decimal]: checkFixed,
    [Type.Date]: checkFixed,
    [Type.Time]: checkFixed,
    [Type.Timestamp]: checkFixed,
    [Type.Duration]: checkFixed,
    [Type.Interval]: checkFixed,
    [Type.FixedSizeBinary]: checkFixed,
    [Type.Bool]: (data, rows) => needBytes(data.values, Math.ceil(rows / 8)),
    [Type.Utf8]: checkText,
    [Type.LargeUtf8]: checkText,
    [Type.Binary]: checkText,
    [Type.LargeBinary]: checkText,
    [Type.List]: checkList,
    [Type.LargeList]: checkList,
    [Type.Map]: checkList,
    [Type.FixedSizeList]: checkFixedList,
    [Type.Struct]: (data, rows, arrow) => data.children.forEach(child => checkAtLeast(child, rows, arrow)),
    [Type.Dictionary]: checkDictionary,
    [Type.Union]: checkUnion
  };
  return known;
}

/** `stride` elements of the array are one value. */
function checkFixed(data: Data, rows: number): void {
  const { stride, values } = data as { readonly stride: number; readonly values: { readonly length?: number } | undefined };
  if ((values?.length ?? 0) < rows * stride) throw new Error('a column lacks some of its values');
}

function checkText(data: Data, rows: number): void {
  const end = checkOffsets(data, rows);
  needBytes(data.values, end);
}

function checkList(data: Data, rows: number, arrow: Arrow): void {
  checkAtLeast(data.children[0], checkOffsets(data, rows), arrow);
}

function checkFixedList(data: Data, rows: number, arrow: Arrow): void {
  checkAtLeast(data.children[0], rows * Number(Reflect.get(data.type, 'listSize')), arrow);
}

/** A child may have more values than its parent needs. */
function checkAtLeast(child: Data | undefined, rows: number, arrow: Arrow): void {
  if (child === undefined || child.length < rows) throw new Error('a nested column lacks some of its values');
  checkData(child, child.length, arrow);
}

/** Returns the last one. No rows need no offsets. */
function checkOffsets({ valueOffsets }: Data, rows: number): number {
  if (rows === 0) return 0;
  const offsets = valueOffsets as Int32Array | BigInt64Array | undefined;
  if (offsets === undefined || offsets.length < rows + 1) throw new Error('a column lacks its offsets');
  let before = Number(offsets[0]);
  if (before < 0) throw new Error('a column has offsets below zero');
  for (let row = 1; row <= rows; row += 1) {
    const next = Number(offsets[row]);
    if (next < before) throw new Error('a column has offsets that go back');
    before = next;
  }
  return before;
}

function checkDictionary(data: Data, rows: number): void {
  checkFixed(data, rows);
  const size = data.dictionary?.length ?? 0;
  const indexes = data.values as Int32Array;
  for (let row = 0; row < rows; row += 1) {
    const index = Number(indexes[row]);
    if ((index < 0 || index >= size) && data.getValid(row))
      throw new Error(`a column points to value ${index} of a dictionary that has ${size}`);
  }
}

function checkUnion(data: Data, rows: number): void {
  const ids = data.typeIds as Int8Array | undefined;
  if ((ids?.length ?? 0) < rows) throw new Error('a column lacks the types of its values');
  const places = Reflect.get(data.type, 'typeIdToChildIndex') as Readonly<Record<number, number>>;
  for (let row = 0; row < rows; row += 1) if (places[ids?.[row] ?? -1] === undefined) throw new Error('a union has a value of no type');
}

function needBytes(values: unknown, bytes: number): void {
  if (ArrayBuffer.isView(values) ? values.byteLength < bytes : bytes > 0) throw new Error('a column lacks some of its values');
}
