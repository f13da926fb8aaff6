import { types } from 'node:util';
import { NdArray } from '../../src/artifact/nd-array';
import { meanAndSd } from '../../src/comparison/group-runs';
import type { Finding } from '../../src/comparison/run-facts';

const mostPoints = 400;
const longestSide = 200;

/** Two numbers or more in a row. */
export function isRow(value: object): value is ArrayLike<number> {
  if (Array.isArray(value)) return value.length > 1 && value.every(each => typeof each === 'number');
  return types.isTypedArray(value) && !(value instanceof BigInt64Array || value instanceof BigUint64Array) && value.length > 1;
}

/** A series, thinned to what can be drawn; the last point is always there. `xs` null: 0, 1, 2, … */
export function seriesOf(values: ArrayLike<number>, xs: ArrayLike<number> | null): Finding & { readonly kind: 'series' } {
  const { length } = values;
  const last = values[length - 1] ?? Number.NaN;
  if (length <= mostPoints) return { kind: 'series', ys: Array.from(values), xs: xs === null ? null : Array.from(xs), last, length };
  const at = Array.from({ length: mostPoints }, (_, i) => Math.round((i * (length - 1)) / (mostPoints - 1)));
  return { kind: 'series', ys: at.map(i => values[i] ?? Number.NaN), xs: at.map(i => xs?.[i] ?? i), last, length };
}

/** Numbers of which the order says nothing; those that are not finite are left out. Null when none is left. */
export function spreadOf(values: ArrayLike<number>): Finding | null {
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) return values.length === 0 ? null : { kind: 'number', value: Number.NaN };
  let [least = 0, most = 0] = [finite[0], finite[0]];
  for (const each of finite) {
    least = Math.min(least, each);
    most = Math.max(most, each);
  }
  return { kind: 'spread', count: finite.length, ...meanAndSd(finite), least, most };
}

/** As many rows as columns, at most 200, as in a confusion matrix; null for anything else. */
export function matrixOf(value: readonly unknown[] | NdArray): Finding | null {
  const rows = value instanceof NdArray ? rowsOf(value) : value;
  if (rows === null || rows.length < 2 || rows.length > longestSide) return null;
  const found = rows.flatMap(row => (typeof row === 'object' && row !== null && isRow(row) ? [Array.from(row)] : []));
  const width = found[0]?.length ?? 0;
  if (found.length < rows.length || width !== rows.length || found.some(row => row.length !== width)) return null;
  return { kind: 'matrix', rows: found };
}

function rowsOf(array: NdArray): readonly unknown[] | null {
  const [height = 0, width = 0] = array.shape;
  if (array.shape.length !== 2 || height > longestSide || width > longestSide) return null;
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => array.at(row, column)));
}
