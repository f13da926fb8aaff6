import type { Table } from 'apache-arrow';
import { ownLibrary, type Arrow } from '../artifact/arrow/library';
import { ownTable } from '../artifact/arrow-envelope';
import { HeadwaterError } from '../errors';
import { jsonText, newRemarks, type JsonRemarks } from './json-text';
import { openOutput, writeOutput, type Destination } from './output';
import { readerOf } from './plain-value';
import { writeText } from './write-text';
import type { WriteOptions, WrittenTable } from './write-options';

/**
 * Writes a table as a JSON list of objects, one a line: all of it or nothing. Integers and decimals have all their digits; NaN and Infinity,
 * which JSON lacks, are texts. What a reader should know of that is in `notes`.
 * @throws HeadwaterError HW749 for two columns of one name; HW746 and HW747 as `openOutput`
 */
export async function writeJsonFile(table: Table, place: Destination, options: WriteOptions = {}): Promise<WrittenTable> {
  refuseTwins(table);
  const arrow = ownLibrary();
  const own = ownTable(table);
  const remarks = newRemarks();
  return writeOutput(openOutput(place, options.overwrite ?? true), async output => {
    const bytes = await writeText(jsonLines(own, arrow, remarks), output, options.onProgress);
    return { rows: table.numRows, columns: table.numCols, bytes, notes: notesOf(remarks) };
  });
}

function refuseTwins({ schema }: Table): void {
  const names = schema.fields.map(field => field.name);
  const twin = names.find((name, index) => names.indexOf(name) < index);
  if (twin === undefined) return;
  throw new HeadwaterError('HW749', `Two columns are called '${twin}': as JSON one of them would be lost.`, {
    about: twin,
    hint: 'Rename one of them, or write it as CSV or Arrow.'
  });
}

function* jsonLines(table: Table, arrow: Arrow, remarks: JsonRemarks): Generator<string> {
  const names = table.schema.fields.map(field => JSON.stringify(field.name));
  yield '[';
  let first = true;
  for (const batch of table.batches) {
    const readers = batch.data.children.map(data => readerOf(data, arrow));
    for (let row = 0; row < batch.numRows; row += 1) {
      const fields = readers.map((read, at) => `${names[at]}:${jsonText(read(row), remarks)}`);
      yield `${first ? '\n' : ',\n'}{${fields.join(',')}}`;
      first = false;
    }
  }
  yield '\n]\n';
}

function notesOf({ longNumbers, notNumbers }: JsonRemarks): string[] {
  return [
    ...(longNumbers === 0 ? [] : [`${longNumbers} numbers have more digits than JavaScript's JSON.parse keeps; they are written in full.`]),
    ...(notNumbers === 0 ? [] : [`${notNumbers} numbers are NaN or infinite, which JSON lacks: written as "NaN", "Infinity", "-Infinity".`])
  ];
}
