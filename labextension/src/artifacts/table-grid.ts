import { BasicKeyHandler, BasicMouseHandler, BasicSelectionModel, DataGrid, TextRenderer } from '@lumino/datagrid';
import { MessageLoop, type Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import { GridModel } from './grid-model';
import type { TablePages } from './table-pages';

/** A grid over a paged table in the theme's colours. A click on a header sorts: up, down, as stored. */
export class TableGrid extends DataGrid {
  private readonly _size = new ResizeObserver(() => MessageLoop.sendMessage(this, Widget.ResizeMessage.UnknownSize));
  private readonly _theme = new MutationObserver(() => this._paintTheme());

  constructor(pages: TablePages) {
    super({ defaultSizes: { rowHeight: 22, columnWidth: 160, rowHeaderWidth: 80, columnHeaderHeight: 24 }, headerVisibility: 'all' });
    this.addClass('jp-HeadwaterTableGrid');
    const model = new GridModel(pages);
    this.dataModel = model;
    this.selectionModel = new BasicSelectionModel({ dataModel: model });
    this.keyHandler = new BasicKeyHandler();
    this.mouseHandler = new SortingMouseHandler(pages);
    this._paintTheme();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this._size.disconnect();
    this._theme.disconnect();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._size.observe(this.node);
    this._theme.observe(document.body, { attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light'] });
    this._paintTheme();
  }

  private _paintTheme(): void {
    const css = getComputedStyle(document.body);
    const colour = (name: string): string => css.getPropertyValue(`--jp-${name}`).trim();
    this.style = {
      ...DataGrid.defaultStyle,
      voidColor: colour('layout-color1'),
      backgroundColor: colour('layout-color0'),
      headerBackgroundColor: colour('layout-color2'),
      gridLineColor: colour('border-color3'),
      headerGridLineColor: colour('border-color2'),
      selectionBorderColor: colour('brand-color1'),
      cursorBorderColor: colour('brand-color1'),
      headerSelectionBorderColor: colour('brand-color2')
    };
    const text = new TextRenderer({
      textColor: colour('ui-font-color1'),
      horizontalAlignment: ({ metadata }) => (metadata['numeric'] === true ? 'right' : 'left'),
      elideDirection: 'right',
      font: `12px ${colour('ui-font-family')}`
    });
    this.cellRenderers.update({ body: text, 'column-header': text, 'row-header': text, 'corner-header': text });
  }
}

class SortingMouseHandler extends BasicMouseHandler {
  private readonly _pages: TablePages;

  constructor(pages: TablePages) {
    super();
    this._pages = pages;
  }

  override onMouseDown(grid: DataGrid, event: MouseEvent): void {
    const hit = grid.hitTest(event.clientX, event.clientY);
    const isHandle = hit.x < handle || hit.width - hit.x < handle;
    const column = hit.region === 'column-header' && !isHandle ? this._pages.columns[hit.column] : undefined;
    if (column === undefined) super.onMouseDown(grid, event);
    else this._pages.sort(nextOrder(this._pages, column.name));
  }
}

/** Pixels at a header's edge that drag its width. */
const handle = 6;

function nextOrder({ order }: TablePages, column: string): TablePages['order'] {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}
