import { radixSort } from './radix-sort';

/** Bytes of values by row. */
export interface ByteRows {
  /** The value's bytes; not to be changed or kept. */
  at(row: number): Uint8Array;
}

/** Rows that agree in their first `offset` bytes, from `start` to `end` of the list. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const step = 8;
/** Up to so many rows a comparison each is faster. */
const few = 48;

/** Sorts rows by their bytes, in place; shorter ones first. Stable. Eight bytes at a time, so that equal or alike texts cost no more than others. */
export function sortBytes(rows: Uint32Array, bytes: ByteRows): void {
  const open: Span[] = [{ start: 0, end: rows.length, offset: 0 }];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    if (span.end - span.start <= few) sortFew(rows, bytes, span);
    else open.push(...sortSpan(rows, bytes, span));
  }
}

function sortFew(rows: Uint32Array, bytes: ByteRows, { start, end }: Span): void {
  rows.set(
    Array.from(rows.subarray(start, end)).sort((a, b) => Buffer.compare(bytes.at(a), bytes.at(b))),
    start
  );
}

/** Sorts by the next bytes; gives the spans that still have to be told apart. */
function sortSpan(rows: Uint32Array, bytes: ByteRows, { start, end, offset }: Span): Span[] {
  const own = rows.slice(start, end);
  const words = nextWords(own, bytes, offset);
  const order = radixSort(
    own.map((_, at) => at),
    [words.length, words.low, words.high]
  );
  rows.set(
    order.map(at => own[at] ?? 0),
    start
  );
  const spans: Span[] = [];
  const isSame = (a: number, b: number): boolean =>
    words.length[a] === words.length[b] && words.low[a] === words.low[b] && words.high[a] === words.high[b];
  for (let from = 0; from < order.length;) {
    const first = order[from] ?? 0;
    let to = from + 1;
    while (to < order.length && isSame(first, order[to] ?? 0)) to += 1;
    if (to - from > 1 && (words.length[first] ?? 0) > step) spans.push({ start: start + from, end: start + to, offset: offset + step });
    from = to;
  }
  return spans;
}

/** The next eight bytes, zeros where there are none, and how many there are, at most nine. */
function nextWords(
  rows: Uint32Array,
  bytes: ByteRows,
  offset: number
): { readonly high: Uint32Array; readonly low: Uint32Array; readonly length: Uint32Array } {
  const [high, low, length] = [new Uint32Array(rows.length), new Uint32Array(rows.length), new Uint32Array(rows.length)];
  rows.forEach((row, at) => {
    const value = bytes.at(row);
    high[at] = wordAt(value, offset);
    low[at] = wordAt(value, offset + 4);
    length[at] = Math.min(Math.max(0, value.length - offset), step + 1);
  });
  return { high, low, length };
}

function wordAt(value: Uint8Array, at: number): number {
  return (((value[at] ?? 0) << 24) | ((value[at + 1] ?? 0) << 16) | ((value[at + 2] ?? 0) << 8) | (value[at + 3] ?? 0)) >>> 0;
}
