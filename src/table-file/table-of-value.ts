import type { Table } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';
import { isRecordBatch, isTable, isVector } from '../artifact/arrow/recognise';
import { PythonObject } from '../artifact/decode/python-values';
import { HeadwaterError } from '../errors';
import { tableOfRecords } from './table-of-records';

/**
 * A value as a table: a table, a batch, a column on its own, called `value`, a list of records, or an object of columns.
 * @throws HeadwaterError HW748 for anything else, HW752 for records that no table holds; `name` is what the message calls it
 */
export function tableOfValue(value: unknown, name: string, arrow: Arrow): Table {
  if (typeof value === 'object' && value !== null) {
    if (isTable(value)) return value;
    if (isRecordBatch(value)) return new arrow.Table([value]);
    if (isVector(value)) return new arrow.Table({ value });
    const made = tableOfRecords(value, name, arrow);
    if (made !== null) return made;
  }
  throw new HeadwaterError('HW748', `${name} is no table but ${kindOf(value)}.`, { about: name, hint: hintFor(value) });
}

/** What pandas has pickled by itself is its own memory, which only pandas can read. */
function hintFor(value: unknown): string {
  if (value instanceof PythonObject && /^(pandas|polars|pyarrow)\b/.test(value.className))
    return "Python pickled it in a form that only Python reads: write it there (`.to_parquet('t.parquet')`), or keep `df.to_dict('list')` in the step.";
  return 'Make a table of it first: tableFromArrays({ a: […], b: […] }) or tableFromJSON([{ a: 1 }, …]) of apache-arrow; `headwater show --json` prints any value.';
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list of other things than records';
  if (value instanceof PythonObject) return `Python's ${value.className}`;
  return typeof value === 'object' ? 'an object of other things than columns' : `a ${typeof value}`;
}
