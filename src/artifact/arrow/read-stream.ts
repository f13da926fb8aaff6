import type { RecordBatch, Schema, Table } from 'apache-arrow';
import type { Arrow } from './library';

/** The schema and the batches of an Arrow IPC stream or file; nothing is copied. */
export function readIpcStream(bytes: Uint8Array, arrow: Arrow): { readonly schema: Schema; readonly batches: RecordBatch[] } {
  const reader = arrow.RecordBatchReader.from(bytes).open();
  const { schema } = reader;
  return { schema, batches: [...reader].filter(batch => batch.numRows > 0) };
}

/**
 * A table of batches as they were read. Where columns share a name, apache-arrow gives all of them the type of the last one in the schema,
 * though their values are right: the schema is put right again.
 */
export function tableOfBatches(schema: Schema, batches: readonly RecordBatch[], arrow: Arrow): Table {
  if (new Set(schema.fields.map(field => field.name)).size === schema.fields.length)
    return new arrow.Table(
      schema,
      batches.map(batch => withSchema(batch, schema))
    );
  const table = new arrow.Table(batches.slice());
  for (const batch of table.batches) withSchema(batch, schema);
  return Object.assign(table, { schema });
}

/**
 * The table with the types that its columns have: where columns share a name, the schema of a table that apache-arrow has read or joined says
 * of all of them what is true of the last.
 */
export function withOwnTypes(table: Table, arrow: Arrow): Table {
  const { fields, metadata } = table.schema;
  if (new Set(fields.map(field => field.name)).size === fields.length) return table;
  const own = fields.map((field, index) => {
    const column = table.getChildAt(index);
    if (column === null || table.batches.length === 0 || column.type === field.type) return field;
    return new arrow.Field(field.name, column.type, field.nullable || column.nullCount > 0, field.metadata);
  });
  return own.every((field, index) => field === fields[index])
    ? table
    : tableOfBatches(
        new arrow.Schema(own, metadata),
        table.batches.map(batch => new arrow.RecordBatch(batch.schema, batch.data.clone())),
        arrow
      );
}

/** Batches that were read apart carry the schema of their part, without the metadata of the whole. */
function withSchema(batch: RecordBatch, schema: Schema): RecordBatch {
  Object.assign(batch.data.type, { children: schema.fields });
  return Object.assign(batch, { schema });
}
