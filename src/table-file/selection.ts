import type { Schema } from 'apache-arrow';
import { HeadwaterError } from '../errors';
import { nearNames } from '../near-names';

/** What of a table file is read. */
export interface Selection {
  /** Columns by name, in this order; all of them when left out. */
  readonly columns?: readonly string[];
  /** First row and the one after the last, counted from 0; what lies beyond the end is not there. */
  readonly rowRange?: readonly [from: number, to: number];
}

/** @throws HeadwaterError HW501 when the rows are no range, or there are no columns */
export function checkSelection({ columns, rowRange }: Selection): void {
  if (rowRange !== undefined) {
    const [from, to] = rowRange;
    if (!Number.isSafeInteger(from) || !(Number.isSafeInteger(to) || to === Infinity) || from < 0 || to < from)
      throw new HeadwaterError('HW501', `[${String(from)}, ${String(to)}] is no range of rows.`, {
        about: 'rowRange',
        hint: 'Give the first row and the one after the last, counted from 0: rowRange: [0, 1000].'
      });
  }
  if (columns?.length === 0)
    throw new HeadwaterError('HW501', 'No column is asked for.', { about: 'columns', hint: 'Name some, or leave `columns` out for all.' });
}

/**
 * Where the wanted columns are; of several with one name all.
 * @throws HeadwaterError HW742 when there is none of a name
 */
export function indexesOf({ fields }: Schema, columns: readonly string[] | undefined, file: string): number[] {
  if (columns === undefined) return fields.map((_, index) => index);
  const names = fields.map(field => field.name);
  return columns.flatMap(name => {
    const found = names.flatMap((each, index) => (each === name ? [index] : []));
    if (found.length === 0) throw noColumn(name, names, file);
    return found;
  });
}

function noColumn(name: string, names: readonly string[], file: string): HeadwaterError {
  const near = nearNames(name, names);
  const listed = `It has ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`;
  return new HeadwaterError('HW742', `${file} has no column '${name}'.`, {
    about: name,
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : listed
  });
}
