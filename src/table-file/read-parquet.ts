import type { RecordBatch, Schema, Table } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';
import { readIpcStream, tableOfBatches } from '../artifact/arrow/read-stream';
import { HeadwaterError } from '../errors';
import type { ByteSource, FilePlace } from './byte-source';
import { openSource } from './open-source';
import { checkSelection, indexesOf, type Selection } from './selection';
import { runInThread, ThreadFailure } from './start-thread';

/**
 * A Parquet file as a table, or only some of its columns or rows: of a file on the web or a disk only those are fetched. Columns come in the
 * order in which they are asked for.
 * @throws HeadwaterError HW740 or HW741 when it cannot be fetched, HW742 when there is no such column, HW743 when it is damaged or holds
 * what cannot be read, HW501 for a selection that is none
 */
export async function readParquetFile(place: FilePlace, selection: Selection, arrow: Arrow): Promise<Table> {
  checkSelection(selection);
  const source = await openSource(place);
  try {
    await checkFrame(source);
    return await readAll(source, selection, arrow);
  } catch (error) {
    throw error instanceof ThreadFailure ? damaged(source, reasonOf(error), error) : error;
  } finally {
    await source.close();
  }
}

async function readAll(source: ByteSource, { columns, rowRange }: Selection, arrow: Arrow): Promise<Table> {
  let schema: Schema | null = null;
  const batches: RecordBatch[] = [];
  const job = { type: 'read', size: source.size, columns: columns ?? null, rows: rowRange ?? null } as const;
  await runInThread(job, async (report, answer) => {
    switch (report.type) {
      case 'want':
        return answer({ type: 'bytes', id: report.id, bytes: await source.read(report.from, report.to) });
      case 'schema':
        schema = new arrow.Schema(readIpcStream(report.ipc, arrow).schema.fields, new Map(report.metadata));
        // Before anything is decoded.
        indexesOf(schema, columns, source.name);
        return;
      case 'rows':
        batches.push(...readIpcStream(report.ipc, arrow).batches);
        return;
      default:
        return;
    }
  });
  if (schema === null) throw damaged(source, 'it has no schema');
  return inOrder(schema, batches, columns, source, arrow);
}

/** The file's own order is that of the batches. */
function inOrder(
  schema: Schema,
  batches: readonly RecordBatch[],
  columns: readonly string[] | undefined,
  source: ByteSource,
  arrow: Arrow
): Table {
  if (columns === undefined) return tableOfBatches(schema, batches, arrow);
  const wanted = indexesOf(schema, columns, source.name);
  const read = [...new Set(wanted)].sort((a, b) => a - b);
  const places = wanted.map(each => read.indexOf(each));
  const fields = wanted.flatMap(each => schema.fields[each] ?? []);
  const cut = batches.map(batch => batch.selectAt(places));
  return tableOfBatches(new arrow.Schema(fields, schema.metadata), cut, arrow);
}

const magic = 'PAR1';

/** Says what is wrong in words where it is plain to see. */
async function checkFrame(source: ByteSource): Promise<void> {
  const { size } = source;
  if (size === 0) throw damaged(source, 'it is empty');
  const head = text(await source.read(0, Math.min(4, size)));
  if (head === 'PARE') throw damaged(source, 'it is encrypted');
  if (head !== magic) throw damaged(source, `it begins with ${JSON.stringify(head)} where a Parquet file has "PAR1"`);
  if (size < 12) throw damaged(source, 'it is cut off');
  const foot = await source.read(size - 8, size);
  if (text(foot.subarray(4)) === 'PARE') throw damaged(source, 'its footer is encrypted');
  if (text(foot.subarray(4)) !== magic) throw damaged(source, 'it is cut off: its last bytes are not those of a Parquet file');
  const footer = new DataView(foot.buffer).getUint32(0, true);
  if (footer > size - 12) throw damaged(source, `its footer would have ${footer} bytes, more than the file has`);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function reasonOf({ message }: ThreadFailure): string {
  const [first = ''] = message.split('\n');
  return /unreachable|memory access|out of bounds/.test(first) ? 'its pages are not what its footer says' : first.replace(/\.$/, '');
}

function damaged({ name }: ByteSource, why: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('HW743', `${name} cannot be read as Parquet: ${why}.`, {
    about: name,
    hint: 'Make sure that it was copied whole; `headwater explain HW743` lists what is not read.',
    cause
  });
}
