import { DataModel } from '@lumino/datagrid';
import { columnsOfPage, rowsOfPage, type TablePages } from './table-pages';

/** A paged table as `DataGrid` asks for it. */
export class GridModel extends DataModel {
  private readonly _pages: TablePages;

  constructor(pages: TablePages) {
    super();
    this._pages = pages;
    pages.changed.connect((_pages, page) => {
      if (page === null) this.emitChanged({ type: 'model-reset' });
      else this._emitCells(page.rows * rowsOfPage, page.columns * columnsOfPage);
    });
  }

  rowCount(region: DataModel.RowRegion): number {
    return region === 'body' ? this._pages.rowCount : 1;
  }

  columnCount(region: DataModel.ColumnRegion): number {
    return region === 'body' ? this._pages.columns.length : 1;
  }

  data(region: DataModel.CellRegion, row: number, column: number): string {
    if (region === 'row-header') return row.toLocaleString();
    if (region === 'corner-header') return '';
    if (region === 'column-header') return this._header(column);
    return this._pages.text(row, column) ?? '…';
  }

  override metadata(region: DataModel.CellRegion, _row: number, column: number): DataModel.Metadata {
    return { numeric: region === 'row-header' || (region !== 'corner-header' && this._pages.columns[column]?.numeric === true) };
  }

  private _header(column: number): string {
    const name = this._pages.columns[column]?.name ?? '';
    const { order } = this._pages;
    return order?.column === name ? `${name} ${order.descending ? '▼' : '▲'}` : name;
  }

  private _emitCells(row: number, column: number): void {
    const rowSpan = Math.min(rowsOfPage, this._pages.rowCount - row);
    const columnSpan = Math.min(columnsOfPage, this._pages.columns.length - column);
    this.emitChanged({ type: 'cells-changed', region: 'body', row, column, rowSpan, columnSpan });
  }
}
