import type { Table } from 'apache-arrow';
import { HeadwaterError } from '../errors';
import type { Destination } from './output';
import type { ArrowCompression } from './ipc-codecs';
import type { Compression } from './thread-messages';
import { writeArrowFile } from './write-arrow';
import { writeCsvFile } from './write-csv';
import { writeJsonFile } from './write-json';
import type { WriteOptions, WrittenTable } from './write-options';
import { writeParquetFile } from './write-parquet';

/** Formats that a table can be written in. */
export type TableFormat = 'parquet' | 'arrow' | 'csv' | 'json';

/** A codec that a format has; null for its usual one. */
export type FormatCompression = Compression | null;

/** Where a table goes, and how. */
export interface TableFileOptions extends WriteOptions {
  readonly format: TableFormat;
  readonly compression: FormatCompression;
}

/**
 * Writes a table as a file of any format.
 * @throws HeadwaterError HW744 to HW747 as `writeParquetFile`, HW749 for what a text format cannot hold
 */
export function writeTableFile(table: Table, place: Destination, options: TableFileOptions): Promise<WrittenTable> {
  const { format, compression } = options;
  switch (format) {
    case 'parquet':
      return writeParquetFile(table, place, { ...options, compression: compression ?? 'zstd' });
    case 'arrow':
      return writeArrowFile(table, place, { ...options, compression: isArrowCompression(compression) ? compression : 'none' });
    case 'csv':
      return writeCsvFile(table, place, options);
    case 'json':
      return writeJsonFile(table, place, options);
  }
}

const codecs: Readonly<Record<TableFormat, readonly Compression[]>> = {
  parquet: ['zstd', 'snappy', 'gzip', 'brotli', 'lz4', 'none'],
  arrow: ['none', 'lz4', 'zstd'],
  csv: ['none'],
  json: ['none']
};

/** The codec of a name. @throws HeadwaterError HW501 when the format has none so called */
export function compressionOf(format: TableFormat, name: string | undefined): FormatCompression {
  if (name === undefined) return null;
  const found = codecs[format].find(each => each === name);
  if (found !== undefined) return found;
  throw new HeadwaterError('HW501', `${format} has no compression '${name}'.`, {
    about: name,
    hint: `It has ${codecs[format].join(', ')}.`
  });
}

function isArrowCompression(compression: FormatCompression): compression is ArrowCompression {
  return compression === 'none' || compression === 'lz4' || compression === 'zstd';
}
