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

/** Batches that were read apart carry the schema of their part, without the metadata of the whole. */
function withSchema(batch: RecordBatch, schema: Schema): RecordBatch {
  Object.assign(batch.data.type, { children: schema.fields });
  return Object.assign(batch, { schema });
}
