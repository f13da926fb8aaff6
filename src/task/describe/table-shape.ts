import { inspect } from 'node:util';
import type { DataType, Field, RecordBatch, Schema, Table, Vector } from 'apache-arrow';
import type { Child, Shape } from './children';
import { hashColumn } from './column-hash';

/** An Arrow table: its schema and the content of each column, however it is cut into batches. */
export function tableShape(table: Table): Shape {
  return rowsShape('Table', table.schema, table.numRows, index => table.getChildAt(index));
}

/** A RecordBatch, like a table. */
export function batchShape(batch: RecordBatch): Shape {
  return rowsShape('RecordBatch', batch.schema, batch.numRows, index => batch.getChildAt(index));
}

/** A Vector: its type and content. */
export function vectorShape(vector: Vector): Shape {
  return { text: `Arrow Vector(${vector.length}) of ${typeText(vector.type as DataType)}`, children: columnChildren('', vector) };
}

/** Cells up to which a table is shown value by value; always with the hashes. */
const shownCells = 2000;
/** Rows in a block, at least; a column has at most about 64. */
const smallBlock = 1024;

function rowsShape(kind: string, schema: Schema, rows: number, column: (index: number) => Vector | null): Shape {
  return { text: `Arrow ${kind}(${rows} rows, ${schema.fields.length} columns)`, children: tableChildren(schema, rows, column) };
}

function* tableChildren(schema: Schema, rows: number, column: (index: number) => Vector | null): Generator<Child> {
  for (const [key, value] of schema.metadata) yield { key: `.schema.metadata.get(${JSON.stringify(key)})`, text: JSON.stringify(value) };
  for (const field of schema.fields) yield { key: `.schema[${JSON.stringify(field.name)}]`, text: fieldText(field) };
  for (const [index, field] of schema.fields.entries()) {
    const vector = column(index);
    const key = `.column(${JSON.stringify(field.name)})`;
    if (vector !== null) yield* columnChildren(key, vector, rows * schema.fields.length <= shownCells);
  }
}

function fieldText(field: Field): string {
  const metadata = field.metadata.size === 0 ? '' : ` with ${JSON.stringify([...field.metadata])}`;
  return `${typeText(field.type as DataType)}${field.nullable ? ' or null' : ''}${metadata}`;
}

/** A dictionary's own number is not part of what it is. */
function typeText(type: DataType): string {
  return String(type);
}

function* columnChildren(key: string, vector: Vector, isShown = vector.length <= shownCells): Generator<Child> {
  if (isShown) for (let row = 0; row < vector.length; row++) yield { key: `${key}[${row}]`, text: inspect(vector.get(row), { depth: 4 }) };
  const block = Math.max(smallBlock, Math.ceil(vector.length / 64));
  for (let start = 0; start < vector.length; start += block) {
    const end = Math.min(vector.length, start + block);
    yield { key: `${key}[${start} to ${end - 1}]`, text: `content with sha1 ${hashColumn(vector.slice(start, end))}` };
  }
}
