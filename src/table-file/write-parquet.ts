import type { Table } from 'apache-arrow';
import { ipcStreamParts } from '../artifact/arrow/ipc-stream';
import { ownLibrary } from '../artifact/arrow/library';
import { ownTable } from '../artifact/arrow-envelope';
import { HeadwaterError } from '../errors';
import { cutTable } from './cut-table';
import { openOutput, writeOutput, type Destination } from './output';
import { forParquet } from './for-parquet';
import { runInThread, ThreadFailure } from './start-thread';
import type { Compression } from './thread-messages';
import type { WriteOptions, WrittenTable } from './write-options';

/** How a Parquet file is written. */
export interface ParquetOptions extends WriteOptions {
  /** Default `zstd`, which pyarrow, pandas, polars, DuckDB and Spark read. */
  readonly compression?: Compression;
}

/**
 * Writes a table as a Parquet file: all of it or nothing. What Parquet has no type for is refused first; seconds become milliseconds, and
 * dates of milliseconds dates of days, without loss.
 * @throws HeadwaterError HW744 for what Parquet cannot hold, HW745 when the writer fails, HW746 and HW747 as `openOutput`
 */
export async function writeParquetFile(table: Table, place: Destination, options: ParquetOptions = {}): Promise<WrittenTable> {
  const arrow = ownLibrary();
  const fit = forParquet(ownTable(table), arrow);
  return writeOutput(openOutput(place, options.overwrite ?? true), async output => {
    const pieces = cutTable(fit, arrow);
    let rows = 0;
    let bytes = 0;
    try {
      await runInThread({ type: 'write', compression: options.compression ?? 'zstd', rows: table.numRows }, async (report, answer) => {
        if (report.type === 'next') {
          const next = pieces.next();
          if (next.done !== true) rows += next.value.numRows;
          options.onProgress?.(rows);
          answer({ type: 'rows', ipc: next.done === true ? null : joined(ipcStreamParts(next.value, arrow)) });
        } else if (report.type === 'bytes') {
          bytes += report.bytes.length;
          await output.write(report.bytes);
          answer({ type: 'took' });
        }
      });
    } catch (error) {
      throw error instanceof ThreadFailure ? failed(error) : error;
    }
    return { rows: table.numRows, columns: table.numCols, bytes, notes: [] };
  });
}

/** In a buffer of its own, to be given away. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function failed(cause: ThreadFailure): HeadwaterError {
  return new HeadwaterError('HW745', `The table could not be written as Parquet: ${cause.message}.`, {
    hint: 'Export it as Arrow (--format arrow), which holds every Arrow table.',
    cause
  });
}
