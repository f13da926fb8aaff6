import type { Table } from 'apache-arrow';
import { ownLibrary, type Arrow } from '../artifact/arrow/library';
import { readIpcStream, tableOfBatches } from '../artifact/arrow/read-stream';
import { HeadwaterError, isHeadwaterError } from '../errors';
import type { FilePlace } from './byte-source';
import { openSource } from './open-source';
import { checkData } from './check-data';
import { checkFileFrame, checkStreamFrame, isArrowFile } from './ipc-frame';
import { registerCodecs } from './ipc-codecs';
import { checkSelection, indexesOf, type Selection } from './selection';

/**
 * An Arrow IPC file (Feather 2) or stream as a table, also one compressed with LZ4 or Zstandard, or only some of its columns or rows.
 * @throws HeadwaterError HW740 or HW741 when it cannot be fetched, HW742 when there is no such column, HW743 when it is damaged or holds a
 * type that cannot be read, HW501 for a selection that is none
 */
export async function readArrowFile(place: FilePlace, selection: Selection, given: Arrow): Promise<Table> {
  checkSelection(selection);
  const arrow = hasCodecs(given) ? given : ownLibrary();
  const { name, bytes } = await fetchAll(place);
  await registerCodecs(arrow);
  try {
    const table = decode(bytes, arrow);
    return select(table, selection, name, arrow);
  } catch (error) {
    throw isHeadwaterError(error) && error.code !== 'HW743' ? error : damaged(name, error);
  }
}

/** A user's older copy knows no compression. */
function hasCodecs(arrow: Arrow): boolean {
  return Reflect.has(arrow, 'compressionRegistry');
}

async function fetchAll(place: FilePlace): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const source = await openSource(place);
  try {
    return { name: source.name, bytes: await source.read(0, source.size) };
  } finally {
    await source.close();
  }
}

/** All that the format leaves to trust is checked: a damaged file is refused rather than read as something else. */
function decode(bytes: Uint8Array, arrow: Arrow): Table {
  const expected = isArrowFile(bytes) ? checkFileFrame(bytes) : checkStreamFrame(bytes, arrow);
  const { schema, batches } = readIpcStream(bytes, arrow);
  const rows = batches.reduce((sum, batch) => sum + batch.numRows, 0);
  if (expected !== null && rows !== expected) throw new Error(`${expected} rows are announced and ${rows} are there`);
  for (const batch of batches) batch.data.children.forEach(data => checkData(data, batch.numRows, arrow));
  return tableOfBatches(schema, batches, arrow);
}

function select(table: Table, { columns, rowRange }: Selection, name: string, arrow: Arrow): Table {
  const places = indexesOf(table.schema, columns, name);
  const { fields, metadata } = table.schema;
  const schema = new arrow.Schema(
    places.flatMap(each => fields[each] ?? []),
    metadata
  );
  const [from, to] = rowRange ?? [0, table.numRows];
  const rows = rowRange === undefined ? table.batches : table.slice(from, Math.min(to, table.numRows)).batches;
  const batches = columns === undefined ? rows : rows.map(batch => batch.selectAt(places));
  return tableOfBatches(schema, batches, arrow);
}

function damaged(name: string, cause: unknown): HeadwaterError {
  const found = cause instanceof Error ? cause.message : String(cause);
  const type = /Unrecognized type: "?(\w+)"?/.exec(found)?.[1];
  const why = type === undefined ? found.replace(/\.$/, '') : `it has a column of the type ${type}, which nothing here can read`;
  return new HeadwaterError('HW743', `${name} cannot be read as Arrow: ${why}.`, {
    about: name,
    hint: type === undefined ? 'Make sure that it was copied whole.' : 'Let its writer make a plain column of it (pyarrow: table.cast(…)).',
    cause
  });
}
