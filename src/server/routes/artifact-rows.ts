import type { Table } from 'apache-arrow';
import { badRequest, needed, wholeNumber, type Call, type Route } from '../call';
import { gatherRows } from '../tables/gather';
import { columnNamed, openTable, type OpenTable } from '../tables/open-table';
import { requestedArtifact } from '../tables/requested-artifact';
import { runTableJob } from '../tables/run-table-job';

const mostRows = 10_000;

/** `GET artifact/rows`: some rows of a table as an Arrow stream; sorted, if a column is given. */
export const rows: Route = async call => {
  const opened = openTable(requestedArtifact(call));
  const { query } = call;
  const from = wholeNumber(query, 'from', 0, 0, Number.MAX_SAFE_INTEGER);
  const to = wholeNumber(query, 'to', from + 100, from, from + mostRows);
  const wanted = { ...opened, table: chosenColumns(opened.table, query.get('columns')) };
  const table = query.get('sort') === null ? wanted.table.slice(from, to) : await sortedRows(call, opened, wanted, from, to);
  return { type: 'bytes', contentType: 'application/vnd.apache.arrow.stream', bytes: [opened.arrow.tableToIPC(table, 'stream')] };
};

async function sortedRows(call: Call, { table }: OpenTable, wanted: OpenTable, from: number, to: number): Promise<Table> {
  const { address, record } = requestedArtifact(call);
  const column = needed(call.query, 'sort');
  columnNamed(table, column);
  const descending = call.query.get('descending') === '1';
  const order = await runTableJob({ type: 'sort', artifact: address, column, descending }, record.key, table.numRows);
  if (!(order instanceof Uint32Array)) throw new TypeError('sorting gives rows');
  return gatherRows(wanted.arrow, wanted.table, order.subarray(from, to));
}

/** Names with commas can be given as a JSON list. */
function chosenColumns(table: Table, columns: string | null): Table {
  if (columns === null || columns === '') return table;
  const names = columns.startsWith('[') ? listOf(columns) : columns.split(',');
  for (const name of names) columnNamed(table, name);
  return table.selectAt(names.map(name => table.schema.fields.findIndex(field => field.name === name)));
}

function listOf(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // Said below.
  }
  throw badRequest("'columns' must be names with commas between them, or a JSON list of names.", 'columns');
}
