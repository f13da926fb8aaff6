import { extname } from 'node:path';
import { namespace } from '../../client';
import { ownLibrary } from '../artifact/arrow/library';
import type { Destination } from '../table-file/output';
import { tableOfValue } from '../table-file/table-of-value';
import type { TableFormat } from '../table-file/write-table';
import type { Command } from './command';
import { ExportProgress } from './export-progress';
import { withLatest } from './latest-run';
import { namedArtifact } from './named-artifact';
import { storeHere } from './open-store';
import { onlyArgument, parseArguments, usage } from './parse-arguments';

/** Writes a table of the store as a file that other programs read. */
export const command: Command = {
  summary: 'write a table as Parquet, Arrow, CSV or JSON',
  usage: `headwater export Flow/run/step[/task]/artifact [-o <file>] [--format parquet|arrow|csv|json] [--compression <codec>] [--force]

  -o, --output <file>     where to; stdout when left out (binary formats not to a terminal)
  --format <format>       default: what the file's name ends with, else parquet
  --compression <codec>   of Parquet: zstd (default), snappy, gzip, brotli, lz4, none; of Arrow: none (default), lz4, zstd
  --force                 replace a file that is there

What can be exported: tables and DataFrames, lists of records, objects of columns. "latest" stands for the newest run; the task of a step that has only one may be left out. The file is there whole or not at all; what a format cannot hold is refused by name.

  parquet   with the schema's metadata, so that pandas finds its index again
  arrow     an Arrow IPC file (Feather 2)
  csv       null is an empty field, an empty text is ""; times are ISO 8601 with all their digits; lists and structs are JSON;
            UTF-8 without a byte order mark; texts are not changed, also those that a spreadsheet takes for formulas (=1+1)
  json      a list of objects, one a line; integers and decimals with all their digits, NaN and Infinity as texts, bytes as base64`,
  run
};

const formats: readonly string[] = ['parquet', 'arrow', 'csv', 'json'] satisfies TableFormat[];

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      format: { type: 'string' },
      compression: { type: 'string' },
      force: { type: 'boolean', default: false }
    }
  });
  const format = formatOf(values.format, values.output);
  const place = placeOf(values.output, format);
  storeHere();
  namespace(null);
  const artifact = await namedArtifact(await withLatest(onlyArgument(positionals, 'artifact')));
  const { compressionOf, writeTableFile } = await import('../table-file/write-table.js');
  const compression = compressionOf(format, values.compression);
  const table = tableOfValue(await artifact.data, `'${artifact.id}'`, ownLibrary());
  // What is unfinished is removed at the exit, which a signal alone would skip.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const progress = new ExportProgress(table.numRows);
  try {
    const options = { format, compression, overwrite: values.force, onProgress: (rows: number) => progress.update(rows) };
    progress.end(artifact.pathspec, values.output ?? null, await writeTableFile(table, place, options));
  } catch (error) {
    // `| head` has seen enough.
    if (place !== process.stdout || !isBrokenPipe(error)) throw error;
  }
  return 0;
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'EPIPE';
}

function formatOf(given: string | undefined, output: string | undefined): TableFormat {
  const ending = extname(output ?? '')
    .slice(1)
    .toLowerCase();
  const name = given ?? (output === undefined ? 'parquet' : (endings[ending] ?? ending));
  if (isFormat(name)) return name;
  const about = given === undefined ? `the ending of '${output}'` : `--format ${name}`;
  throw usage(`${about} is no format to export to.`, `Formats: ${formats.join(', ')}; say --format when the file's name does not.`, name);
}

const endings: Readonly<Record<string, string>> = { pq: 'parquet', feather: 'arrow', ipc: 'arrow' };

function isFormat(name: string): name is TableFormat {
  return formats.includes(name);
}

function placeOf(output: string | undefined, format: TableFormat): Destination {
  if (output !== undefined && output !== '-') return output;
  if (process.stdout.isTTY && (format === 'parquet' || format === 'arrow'))
    throw usage(`${format} is not for reading on a terminal.`, 'Name a file: -o table.parquet, or choose --format csv.', format);
  return process.stdout;
}
