import type { Table } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';
import { isRecordBatch, isTable, isVector } from '../artifact/arrow/recognise';
import { HeadwaterError } from '../errors';

/**
 * A value as a table: a table, a batch, or a column on its own, called `value`.
 * @throws HeadwaterError HW748 for anything else; `name` is what the message calls it
 */
export function tableOfValue(value: unknown, name: string, arrow: Arrow): Table {
  if (typeof value === 'object' && value !== null) {
    if (isTable(value)) return value;
    if (isRecordBatch(value)) return new arrow.Table([value]);
    if (isVector(value)) return new arrow.Table({ value });
  }
  throw new HeadwaterError('HW748', `${name} is no table but ${kindOf(value)}.`, {
    about: name,
    hint: 'Make a table of it first: tableFromArrays({ a: […], b: […] }) or tableFromJSON([{ a: 1 }, …]) of apache-arrow; `headwater show --json` prints any value.'
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
