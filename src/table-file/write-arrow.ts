import type { Table } from 'apache-arrow';
import { ownLibrary, type Arrow } from '../artifact/arrow/library';
import { ownTable } from '../artifact/arrow-envelope';
import { HeadwaterError } from '../errors';
import { registerCodecs, type ArrowCompression } from './ipc-codecs';
import { openOutput, writeOutput, type Destination } from './output';
import { uniteDictionaries } from './unite-dictionaries';
import type { WriteOptions, WrittenTable } from './write-options';

/** How an Arrow file is written. */
export interface ArrowOptions extends WriteOptions {
  /** Default `none`: such a file can be mapped. */
  readonly compression?: ArrowCompression;
}

/**
 * Writes a table as an Arrow IPC file (Feather 2): all of it or nothing.
 * @throws HeadwaterError HW745 when the writer fails, HW746 and HW747 as `openOutput`
 */
export async function writeArrowFile(table: Table, place: Destination, options: ArrowOptions = {}): Promise<WrittenTable> {
  const arrow = ownLibrary();
  const { compression = 'none' } = options;
  if (compression !== 'none') await registerCodecs(arrow);
  const whole = uniteDictionaries(ownTable(table), arrow);
  return writeOutput(openOutput(place, options.overwrite ?? true), async output => {
    const parts: Uint8Array[] = [];
    const writer = arrowWriter(arrow, compression, part => parts.push(part));
    let rows = 0;
    let bytes = 0;
    for (const write of steps(writer, whole)) {
      rows += attempt(write);
      for (const part of parts.splice(0)) {
        bytes += part.length;
        await output.write(part);
      }
      options.onProgress?.(rows);
    }
    return { rows, columns: table.numCols, bytes, notes: [] };
  });
}

type FileWriter = InstanceType<Arrow['RecordBatchFileWriter']>;

/**
 * Puts before each compressed buffer its length as it was: apache-arrow 21.2 writes its compressed length, with which no other reader can
 * read it. `packed` has a length and the bytes for each of the buffers; -1 says that they are not compressed.
 */
function correctLengths(buffers: readonly ArrayBufferView[], packed: readonly ArrayBufferView[]): void {
  buffers.forEach((buffer, at) => {
    const prefix = packed[at * 2];
    if (prefix?.byteLength !== 8) return;
    const view = new DataView(prefix.buffer, prefix.byteOffset);
    if (view.getBigInt64(0, true) !== -1n) view.setBigInt64(0, BigInt(buffer.byteLength), true);
  });
}

/** The table's own buffers are parts and not copied. */
function arrowWriter(arrow: Arrow, compression: ArrowCompression, give: (part: Uint8Array) => void): FileWriter {
  const { LZ4_FRAME, ZSTD } = arrow.CompressionType;
  const compressionType = { none: null, lz4: LZ4_FRAME, zstd: ZSTD }[compression];
  const Writer = class extends arrow.RecordBatchFileWriter {
    protected override _write(chunk: ArrayBufferView): this {
      if (!this._started || chunk.byteLength === 0) return this;
      give(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      this._position += chunk.byteLength;
      return this;
    }

    protected override _compressBodyBuffers(buffers: ArrayBufferView[]) {
      const packed = super._compressBodyBuffers(buffers);
      correctLengths(buffers, packed.buffers);
      return packed;
    }
  };
  return new Writer({ compressionType, autoDestroy: false, writeLegacyIpcFormat: false });
}

/** Each writes something and says of how many rows: the schema, the batches, the footer. */
function* steps(writer: FileWriter, { schema, batches }: Table): Generator<() => number> {
  yield () => (writer.reset(undefined, schema), 0);
  for (const batch of batches) yield () => (writer.write(batch), batch.numRows);
  yield () => (writer.finish(), 0);
}

function attempt(write: () => number): number {
  try {
    return write();
  } catch (error) {
    throw new HeadwaterError(
      'HW745',
      `The table could not be written as Arrow: ${error instanceof Error ? error.message : String(error)}.`,
      {
        hint: 'Export it as Parquet.',
        cause: error
      }
    );
  }
}
