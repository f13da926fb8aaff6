import type { Data, Table } from 'apache-arrow';
import { adoptAsTable } from '../artifact/arrow/adopt';
import { isFrom, ownLibrary, type Arrow } from '../artifact/arrow/library';
import type { CellValue, TableColumn } from '../card/component';
import { readerOf, type Reader } from '../table-file/plain-value';
import { cellOf, columnOf } from './plain-cell';
import type { Room } from './room';

/** What is shown of a table: its first rows, and some of its columns. */
export interface ShownRows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Rows that there are. */
  readonly total: number;
  /** Columns that there is no room for. */
  readonly left: readonly string[];
}

/** The first rows of an Arrow table of any copy of apache-arrow, as many as there is room for; no others are read. */
export function tableRows(table: Table, room: Room): ShownRows {
  const arrow = ownLibrary();
  const own = isFrom(arrow, table) ? table : adoptAsTable(table, arrow);
  const { fields } = own.schema;
  const shown = fields.slice(0, room.columns);
  const rows: CellValue[][] = [];
  let bytes = 0;
  for (const batch of own.batches) {
    const readers = shown.map((_, at) => columnReader(batch.data.children[at], arrow));
    for (let row = 0; row < batch.numRows && rows.length < room.rows && bytes < room.bytes; row += 1) {
      const cells = readers.map(read => cellOf(read(row), room.cell));
      bytes += JSON.stringify(cells).length + 1;
      if (bytes <= room.bytes || rows.length === 0) rows.push(cells);
    }
  }
  const columns = shown.map((field, at) =>
    columnOf(
      nameOf(field.name),
      rows.map(row => row[at] ?? null),
      String(field.type)
    )
  );
  return { columns, rows, total: own.numRows, left: fields.slice(room.columns).map(({ name }) => nameOf(name)) };
}

function columnReader(data: Data | undefined, arrow: Arrow): Reader {
  return data === undefined ? () => null : readerOf(data, arrow);
}

/** A column without a name comes back from Arrow's format with null for it. */
function nameOf(name: string | null): string {
  return name ?? '';
}
