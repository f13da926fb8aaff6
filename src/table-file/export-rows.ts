import { HeadwaterError } from '../errors';
import { openOutput, writeOutput, type Destination, type Output } from './output';
import { fieldsOf, rowCheck, type FieldDefinition, type RowColumns } from './row-columns';
import type { WriteOptions, WrittenTable } from './write-options';

/** What of parquetjs-lite is used; it has no types. */
interface RowLibrary {
  readonly ParquetSchema: new (fields: Record<string, FieldDefinition>) => object;
  readonly ParquetWriter: {
    openStream(
      schema: object,
      sink: Sink,
      options: { rowGroupSize: number; useDataPageV2: boolean; pageIndex: boolean }
    ): Promise<RowWriter>;
  };
}

interface RowWriter {
  appendRow(row: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

interface Sink {
  write(bytes: Uint8Array, done: () => void): void;
  end(done: () => void): void;
}

/** Rows that are held in memory. */
const groupRows = 32_768;

/**
 * Writes rows as they come, one at a time, to a Parquet file of simple types, in constant memory: all of it or nothing. Every value may be null
 * or missing. By parquetjs-lite; what it would write as something else is refused.
 * @throws HeadwaterError HW750 for such a value, with its row; HW501 for wrong columns; HW745 to HW747 as `writeParquet`
 */
export async function exportRowsTo(
  place: Destination,
  columns: RowColumns,
  rows: Iterable<object> | AsyncIterable<object>,
  options: WriteOptions = {}
): Promise<WrittenTable> {
  const { ParquetSchema, ParquetWriter } = require('parquetjs-lite') as RowLibrary;
  const schema = new ParquetSchema(fieldsOf(columns));
  return writeOutput(openOutput(place, options.overwrite ?? true), async output => {
    const sink = new OutputSink(output);
    const writer = await ParquetWriter.openStream(schema, sink, { rowGroupSize: groupRows, useDataPageV2: false, pageIndex: false });
    const check = rowCheck(columns);
    let count = 0;
    for await (const row of rows) {
      await told(writer.appendRow(check(row, count)));
      count += 1;
      // Only then has it written something.
      if (count % groupRows === 0) {
        await sink.settled();
        options.onProgress?.(count);
      }
    }
    await told(writer.close());
    await sink.settled();
    return { rows: count, columns: Object.keys(columns).length, bytes: sink.bytes, notes: [] };
  });
}

/** The library waits for no write of its own, nor takes an error of one: both is done here. */
class OutputSink implements Sink {
  readonly #output: Output;
  #last: Promise<void> = Promise.resolve();
  bytes = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.bytes += bytes.length;
    this.#last = this.#last.then(() => this.#output.write(bytes));
    this.#last.then(done, done);
  }

  end(done: () => void): void {
    done();
  }

  /** All is written. @throws what went wrong */
  settled(): Promise<void> {
    return this.#last;
  }
}

/** The library throws texts. */
async function told(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HeadwaterError('HW745', `The rows could not be written as Parquet: ${why}.`, {
      hint: 'Make an Arrow table and use writeParquet.',
      cause: error
    });
  }
}
