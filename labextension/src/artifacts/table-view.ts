import { Panel } from '@lumino/widgets';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ArtifactDescription } from '../../../src/server/api/artifact';
import type { IFlowServer } from '../tokens';
import { decodeSlice } from './decode-slice';
import { TableGrid } from './table-grid';
import { TablePages } from './table-pages';
import { TableTools } from './table-tools';

/** A stored table: the grid, its tools for the keyboard, a plot of a column. Heavy (Arrow, grid): import it when the first table is shown. */
export class TableView extends Panel {
  private readonly _pages: TablePages;

  constructor(server: IFlowServer, path: string, { pathspec, table }: ArtifactDescription, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterTableView');
    this._pages = new TablePages(server, { path, pathspec }, table ?? { rows: 0, columns: [] }, decodeSlice);
    this.addWidget(new TableTools(this._pages, server, { path, pathspec }, trans));
    const grid = new TableGrid(this._pages);
    grid.node.setAttribute('role', 'img');
    grid.node.setAttribute(
      'aria-label',
      trans.__('Table of %1 rows and %2 columns; its first rows follow as text', this._pages.rowCount, this._pages.columns.length)
    );
    this.addWidget(grid);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    super.dispose();
    this._pages.dispose();
  }
}
