import type { Vector } from 'apache-arrow';
import type { Arrow } from '../../artifact/arrow/library';
import { radixSort } from './radix-sort';
import { sortBytes } from './sort-bytes';
import { columnKeys } from './sort-keys';

/**
 * The rows of a table in the order of a column: numbers by value, texts by their code points, what is missing and NaN last in either
 * direction. Equal values keep the order of their rows.
 * @throws HeadwaterError HW619 for a type that has no order
 */
export function sortColumn(arrow: Arrow, name: string, column: Vector, descending: boolean): Uint32Array {
  const { keys, rows, missing } = columnKeys(arrow, name, column);
  // What is sorted backwards and then turned round keeps equal values in order.
  const given = descending ? rows.slice().reverse() : rows.slice();
  const sorted = keys.kind === 'words' ? radixSort(given, keys.words) : given;
  if (keys.kind === 'bytes') sortBytes(sorted, keys.bytes);
  if (descending) sorted.reverse();
  const all = new Uint32Array(sorted.length + missing.length);
  all.set(sorted);
  all.set(missing, sorted.length);
  return all;
}
