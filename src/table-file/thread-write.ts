import type { ReadableStreamDefaultController } from 'node:stream/web';
import type { RecordBatch, WriterProperties } from 'parquet-wasm';
import { parquetLibrary, type ParquetLibrary } from '../artifact/arrow/parquet-library';
import type { ThreadChannel } from './thread-channel';
import type { Compression, WriteJob } from './thread-messages';

/**
 * Writes one Parquet file from the batches that come, giving its bytes as they are ready. The writer swallows some of its errors and ends the
 * file early: the rows that its footer counts must be those that came.
 */
export async function writeInThread(job: WriteJob, channel: ThreadChannel): Promise<void> {
  const library = parquetLibrary();
  if (job.rows === 0) return writeNothing(job, library, channel);
  const given = { rows: 0 };
  const batches = new ReadableStream<RecordBatch>({ pull: controller => pull(controller, library, channel, given) }, { highWaterMark: 0 });
  const written = await library.transformParquetStream(batches, propertiesOf(job.compression, library));
  const tail = new Tail();
  for await (const bytes of written as AsyncIterable<Uint8Array>) {
    tail.add(bytes);
    await channel.give(new Uint8Array(bytes));
  }
  const rows = (await library.ParquetFile.fromFile(tail.asFile())).metadata().fileMetadata().numRows();
  if (rows !== given.rows) throw new Error(`${given.rows} rows were given and ${rows} came out`);
}

/** A stream without batches would have no schema either. */
async function writeNothing(job: WriteJob, library: ParquetLibrary, channel: ThreadChannel): Promise<void> {
  const ipc = await channel.nextRows();
  if (ipc === null) throw new Error('no schema came');
  const bytes = library.writeParquet(library.Table.fromIPCStream(ipc), propertiesOf(job.compression, library));
  await channel.give(new Uint8Array(bytes));
}

async function pull(
  controller: ReadableStreamDefaultController<RecordBatch>,
  library: ParquetLibrary,
  channel: ThreadChannel,
  given: { rows: number }
): Promise<void> {
  const ipc = await channel.nextRows();
  if (ipc === null) return controller.close();
  for (const batch of library.Table.fromIPCStream(ipc).recordBatches()) {
    given.rows += batch.numRows;
    controller.enqueue(batch);
  }
}

/** A footer is far smaller: it grows with row groups and columns only. */
const longestFooter = 64 * 1024 * 1024;

/** The last bytes of a file that is written. */
class Tail {
  readonly #pieces: Uint8Array[] = [];
  #kept = 0;
  #size = 0;

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#kept += bytes.length;
    this.#size += bytes.length;
    for (let [first] = this.#pieces; first !== undefined && this.#kept - first.length > longestFooter; [first] = this.#pieces) {
      this.#kept -= first.length;
      this.#pieces.shift();
    }
  }

  /** What parquet-wasm asks of a browser's `Blob`, for its footer only. */
  asFile(): Blob {
    const tail = Buffer.concat(this.#pieces);
    const start = this.#size - tail.length;
    const slice = (from: number, to: number): object => ({
      size: to - from,
      arrayBuffer: () => Promise.resolve(new Uint8Array(tail.subarray(from - start, to - start)).buffer)
    });
    return { size: this.#size, slice } as Blob;
  }
}

/** Rows of a row group: as DuckDB and Arrow have it, so that readers can skip and share. */
const groupRows = 1 << 20;

function propertiesOf(compression: Compression, { WriterPropertiesBuilder, Compression: codecs }: ParquetLibrary): WriterProperties {
  const codec = {
    none: codecs.UNCOMPRESSED,
    snappy: codecs.SNAPPY,
    gzip: codecs.GZIP,
    brotli: codecs.BROTLI,
    zstd: codecs.ZSTD,
    lz4: codecs.LZ4_RAW
  }[compression];
  return new WriterPropertiesBuilder().setCompression(codec).setMaxRowGroupSize(groupRows).setCreatedBy('headwater').build();
}
