import type { Table, Vector } from 'apache-arrow';
import { arrowLibrary, type Arrow } from '../../artifact/arrow/library';
import { isRecordBatch, isTable, isVector } from '../../artifact/arrow/recognise';
import { HeadwaterError } from '../../errors';
import type { OpenArtifact } from './open-artifact';

/** A table with the copy of apache-arrow that made it. */
export interface OpenTable {
  readonly arrow: Arrow;
  readonly table: Table;
}

/** A value as a table: a table, a batch, or a column on its own, called `value`. Null for anything else. */
export function tableOf(value: unknown, { store }: OpenArtifact): OpenTable | null {
  if (typeof value !== 'object' || value === null) return null;
  const arrow = arrowLibrary(store.context);
  if (isTable(value)) return { arrow, table: value };
  if (isRecordBatch(value)) return { arrow, table: new arrow.Table([value]) };
  return isVector(value) ? { arrow, table: new arrow.Table({ value }) } : null;
}

/** @throws HeadwaterError HW618 when it is no table, and as `OpenArtifact.value` */
export function openTable(artifact: OpenArtifact): OpenTable {
  const found = tableOf(artifact.value(), artifact);
  if (found !== null) return found;
  const { name } = artifact.record;
  throw new HeadwaterError('HW618', `'${name}' is no table.`, { about: name, hint: 'Look at it as a value.' });
}

/** A column by its name; of several with one name the first. @throws HeadwaterError HW618 when there is none */
export function columnNamed(table: Table, name: string): Vector {
  const at = table.schema.fields.findIndex(field => field.name === name);
  const column = at < 0 ? null : table.getChildAt(at);
  if (column !== null) return column;
  const names = table.schema.fields.map(field => field.name);
  throw new HeadwaterError('HW618', `The table has no column '${name}'.`, {
    about: name,
    hint: `It has ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`
  });
}
