import { tableOfStream } from '../arrow-envelope';
import { isTable } from '../arrow/recognise';
import { ipcOfParquet, rememberParquet } from '../arrow/stored-parquet';
import { rememberStream, storedStream, type Flavour } from '../arrow/stored-stream';
import type { CodeContext } from '../artifact';
import type { PythonCall } from './python-call';
import { PythonObject } from './python-values';

/** The calls by which an Arrow stream becomes a table, batch or column in Python. */
export const arrowCalls: Readonly<Record<string, PythonCall>> = {
  'pyarrow.ipc.open_stream': ([bytes]) => new PythonObject('pyarrow.ipc.open_stream', [bytes]),
  'pyarrow.lib.RecordBatchReader.read_all': ([reader], code) => readTable(reader, 'pyarrow', code),
  'pyarrow.lib.RecordBatchReader.read_next_batch': ([reader], code) => readBatch(reader, code),
  'pyarrow.lib.BufferReader': ([bytes]) => new PythonObject('pyarrow.lib.BufferReader', [bytes]),
  'pyarrow.parquet.read_table': ([reader], code) => readParquet(reader, code),
  'pyarrow.lib.Table.to_pandas': ([table]) => withFlavour(table, 'pandas'),
  'polars.from_arrow': ([table]) => withFlavour(table, 'polars'),
  'pyarrow.lib.Table.column': ([table, index]) => column(table, Number(index))
};

function readTable(reader: unknown, flavour: Flavour, code: CodeContext): unknown {
  const bytes = streamBytes(reader);
  return bytes === null ? undefined : tableOfStream({ bytes, flavour }, code);
}

/** Kept as Parquet by a step that asked for it. */
function readParquet(reader: unknown, code: CodeContext): unknown {
  const bytes = reader instanceof PythonObject && reader.className === 'pyarrow.lib.BufferReader' ? reader.args[0] : null;
  if (!(bytes instanceof Uint8Array)) return undefined;
  const table = tableOfStream({ bytes: ipcOfParquet(bytes), flavour: 'pyarrow' }, code);
  rememberParquet(table, bytes);
  return table;
}

function readBatch(reader: unknown, code: CodeContext): unknown {
  const bytes = streamBytes(reader);
  if (bytes === null) return undefined;
  const [batch] = tableOfStream({ bytes, flavour: 'pyarrow' }, code).batches;
  if (batch !== undefined) rememberStream(batch, { bytes, flavour: 'pyarrow' });
  return batch;
}

function streamBytes(reader: unknown): Uint8Array | null {
  const bytes = reader instanceof PythonObject && reader.className === 'pyarrow.ipc.open_stream' ? reader.args[0] : null;
  return bytes instanceof Uint8Array ? bytes : null;
}

function withFlavour(table: unknown, flavour: Flavour): unknown {
  if (typeof table !== 'object' || table === null || !isTable(table)) return undefined;
  const stream = storedStream(table);
  if (stream !== undefined) rememberStream(table, { ...stream, flavour });
  return table;
}

function column(table: unknown, index: number): unknown {
  if (typeof table !== 'object' || table === null || !isTable(table)) return undefined;
  const vector = table.getChildAt(index);
  const stream = storedStream(table);
  if (vector !== null && stream !== undefined && table.numCols === 1) rememberStream(vector, stream);
  return vector;
}
