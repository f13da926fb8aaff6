import type { ParquetFile, ReaderOptions } from 'parquet-wasm';
import { parquetLibrary } from '../artifact/arrow/parquet-library';
import type { ThreadChannel } from './thread-channel';
import type { ReadJob } from './thread-messages';

/** Rows of one batch: few enough for a batch to stay below the 2 GiB that its strings may have. */
const batchRows = 1 << 20;

/** Bytes, uncompressed, that are decoded at once: WebAssembly has 4 GiB in all. */
const partBytes = 256 * 1024 * 1024;

/** Reads a file's schema and rows, part by part. Only the columns and row groups that are asked for are fetched. */
export async function readInThread(job: ReadJob, channel: ThreadChannel): Promise<void> {
  const file = await parquetLibrary().ParquetFile.fromFile(fileOf(job.size, channel));
  // Its schema as it is read, which is not always as it was written; the metadata is only in the latter.
  const nothing = await file.read({ rowGroups: [], limit: 0 });
  channel.report({ type: 'schema', ipc: whole(nothing.intoIPCStream()), metadata: [...file.schema().metadata()] });
  for (const options of parts(file, job)) {
    const table = await file.read({ ...options, ...(job.columns === null ? {} : { columns: [...job.columns] }) });
    channel.report({ type: 'rows', ipc: whole(table.intoIPCStream()) });
  }
}

/** What parquet-wasm asks of a browser's `Blob`, and nothing else of it. */
function fileOf(size: number, channel: ThreadChannel): Blob {
  const piece = (from: number, to: number): object => ({
    size: to - from,
    arrayBuffer: async () => (await channel.piece(from, to)).buffer
  });
  return { size, slice: piece } as Blob;
}

/** Row groups that are read together, cut to the rows that are asked for. */
function* parts(file: ParquetFile, { rows }: ReadJob): Generator<ReaderOptions> {
  const [first, end] = rows ?? [0, Infinity];
  let open: { groups: number[]; bytes: number; start: number; rows: number } | null = null;
  let row = 0;
  for (const [index, group] of file.metadata().rowGroups().entries()) {
    const count = group.numRows();
    const bytes = group.totalByteSize();
    if (row < end && row + count > first) {
      if (open !== null && open.bytes + bytes > partBytes) {
        yield optionsOf(open, first, end);
        open = null;
      }
      open ??= { groups: [], bytes: 0, start: row, rows: 0 };
      open.groups.push(index);
      open.bytes += bytes;
      open.rows += count;
    }
    row += count;
  }
  if (open !== null) yield optionsOf(open, first, end);
}

function optionsOf(
  part: { readonly groups: number[]; readonly start: number; readonly rows: number },
  first: number,
  end: number
): ReaderOptions {
  const offset = Math.max(0, first - part.start);
  const limit = Math.min(part.rows, end - part.start) - offset;
  const cut = offset > 0 || limit < part.rows ? { offset, limit } : {};
  return { batchSize: batchRows, rowGroups: part.groups, concurrency: 4, ...cut };
}

/** Bytes that own their buffer, which can then be given away. */
function whole(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
