import type { Table } from 'apache-arrow';
import { ownLibrary, type Arrow } from '../artifact/arrow/library';
import { ownTable } from '../artifact/arrow-envelope';
import { HeadwaterError } from '../errors';
import { jsonText } from './json-text';
import { openOutput, writeOutput, type Destination } from './output';
import { Digits, readerOf, type PlainValue } from './plain-value';
import { writeText } from './write-text';
import type { WriteOptions, WrittenTable } from './write-options';

/**
 * Writes a table as CSV (RFC 4180 with line feeds, UTF-8): all of it or nothing. Null is an empty field, an empty text is `""`.
 * @throws HeadwaterError HW749 for one column with nulls, which would be lines that readers skip; HW746 and HW747 as `openOutput`
 */
export async function writeCsvFile(table: Table, place: Destination, options: WriteOptions = {}): Promise<WrittenTable> {
  refuseBlankLines(table);
  const arrow = ownLibrary();
  const own = ownTable(table);
  return writeOutput(openOutput(place, options.overwrite ?? true), async output => {
    const bytes = await writeText(csvLines(own, arrow), output, options.onProgress);
    return { rows: table.numRows, columns: table.numCols, bytes, notes: [] };
  });
}

function refuseBlankLines(table: Table): void {
  const [field] = table.schema.fields;
  if (field === undefined)
    throw new HeadwaterError('HW749', 'A table without columns cannot be written as CSV.', { hint: 'Write it as Arrow or Parquet.' });
  if (table.numCols === 1 && (table.getChildAt(0)?.nullCount ?? 0) > 0)
    throw new HeadwaterError(
      'HW749',
      `'${field.name}' is the only column and has nulls: as CSV these are blank lines, which readers skip.`,
      {
        about: field.name,
        hint: 'Write it as Parquet or JSON, or with a second column.'
      }
    );
}

function* csvLines(table: Table, arrow: Arrow): Generator<string> {
  yield `${table.schema.fields.map(field => quoted(field.name)).join(',')}\n`;
  for (const batch of table.batches) {
    const readers = batch.data.children.map(data => readerOf(data, arrow));
    for (let row = 0; row < batch.numRows; row += 1) yield `${readers.map(read => csvText(read(row))).join(',')}\n`;
  }
}

function csvText(value: PlainValue): string {
  if (value === null) return '';
  if (value instanceof Digits) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value);
  return typeof value === 'boolean' ? String(value) : quoted(jsonText(value));
}

/** Also what a reader would trim, or take for nothing. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
