/**
 * Measures two sides in turn (ours, theirs, ours, theirs, …), so that a busy minute of the machine meets both.
 * Each side is `salt => Promise<number>`; the salt differs in each repetition and goes into a cell, so that nothing cached is measured.
 */
export async function interleave(repeat, sides) {
  const samples = Object.fromEntries(Object.keys(sides).map(name => [name, []]));
  for (let repetition = 0; repetition < repeat; repetition++)
    for (const [name, side] of Object.entries(sides)) samples[name].push(await side(nextSalt()));
  return samples;
}

/** Median, least and most of some numbers. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1) };
}

/** What one of `steps` more costs, repetition by repetition: `slope([10, 12], [4, 6], 2)` -> `[3, 3]`. */
export function slope(many, few, steps) {
  return many.map((value, index) => (value - few[index]) / steps);
}

let salts = 1000 + (process.pid % 1000) * 100;
function nextSalt() {
  return ++salts;
}
