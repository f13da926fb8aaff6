const digits = 1 << 16;
const mask = digits - 1;

/**
 * Sorts rows by unsigned keys of one or more 32-bit words, least significant word first; `words[k][row]`. Stable. Takes a time that grows
 * with the number of rows only: least significant digit first, 16 bits at a time. Gives `rows` or a new array.
 */
export function radixSort(rows: Uint32Array, words: readonly Uint32Array[]): Uint32Array {
  let from = rows;
  let to: Uint32Array = new Uint32Array(rows.length);
  for (const word of words)
    for (const shift of [0, 16]) {
      const starts = startsOf(from, word, shift);
      if (starts === null) continue;
      for (let at = 0; at < from.length; at++) {
        const row = from[at] ?? 0;
        const digit = ((word[row] ?? 0) >>> shift) & mask;
        const place = starts[digit] ?? 0;
        to[place] = row;
        starts[digit] = place + 1;
      }
      [from, to] = [to, from];
    }
  return from;
}

/** Where the rows of each digit begin; null when all have the same one. */
function startsOf(rows: Uint32Array, word: Uint32Array, shift: number): Uint32Array | null {
  const counts = new Uint32Array(digits);
  for (let at = 0; at < rows.length; at++) {
    const digit = ((word[rows[at] ?? 0] ?? 0) >>> shift) & mask;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  const first = ((word[rows[0] ?? 0] ?? 0) >>> shift) & mask;
  if (counts[first] === rows.length) return null;
  let start = 0;
  for (let digit = 0; digit < digits; digit++) {
    const count = counts[digit] ?? 0;
    counts[digit] = start;
    start += count;
  }
  return counts;
}
