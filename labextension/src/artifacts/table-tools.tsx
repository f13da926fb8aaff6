import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import type { IFlowServer } from '../tokens';
import { ColumnPlot } from './column-plot';
import type { TableAddress, TablePages } from './table-pages';

/** Sorting and plotting for the keyboard and for who does not see the grid, whose first rows are a table of text here. */
export class TableTools extends ReactWidget {
  private readonly _pages: TablePages;
  private readonly _server: IFlowServer;
  private readonly _address: TableAddress;
  private readonly _trans: TranslationBundle;

  constructor(pages: TablePages, server: IFlowServer, address: TableAddress, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterTableTools');
    this._pages = pages;
    this._server = server;
    this._address = address;
    this._trans = trans;
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this._pages.changed}>
        {() => <Tools pages={this._pages} server={this._server} address={this._address} trans={this._trans} />}
      </UseSignal>
    );
  }
}

interface ToolsProps {
  readonly pages: TablePages;
  readonly server: IFlowServer;
  readonly address: TableAddress;
  readonly trans: TranslationBundle;
}

function Tools({ pages, server, address, trans }: ToolsProps): JSX.Element {
  const [plotted, setPlotted] = useState('');
  const { order } = pages;
  return (
    <>
      <div className="jp-HeadwaterTableTools-row">
        <label>
          {trans.__('Sort by')}{' '}
          <ColumnChoice
            pages={pages}
            value={order?.column ?? ''}
            none={trans.__('as stored')}
            choose={column => pages.sort(column === '' ? null : { column, descending: false })}
          />
        </label>
        {order !== null && (
          <button type="button" className="jp-HeadwaterButton" onClick={() => pages.sort({ ...order, descending: !order.descending })}>
            {order.descending ? `▼ ${trans.__('descending')}` : `▲ ${trans.__('ascending')}`}
          </button>
        )}
        <label>
          {trans.__('Plot')} <ColumnChoice pages={pages} value={plotted} none={trans.__('no column')} choose={setPlotted} />
        </label>
      </div>
      {pages.error !== null && (
        <p className="jp-HeadwaterTrouble" role="alert">
          ⚠ {pages.error.message}
        </p>
      )}
      {plotted !== '' && <ColumnPlot server={server} address={address} column={plotted} trans={trans} />}
      <FirstRows pages={pages} trans={trans} />
    </>
  );
}

interface ColumnChoiceProps {
  readonly pages: TablePages;
  readonly value: string;
  readonly none: string;
  readonly choose: (column: string) => void;
}

function ColumnChoice({ pages, value, none, choose }: ColumnChoiceProps): JSX.Element {
  return (
    <select className="jp-HeadwaterInput" value={value} onChange={event => choose(event.currentTarget.value)}>
      <option value="">{none}</option>
      {pages.columns.map(({ name, type }) => (
        <option key={name} value={name}>{`${name} (${type})`}</option>
      ))}
    </select>
  );
}

/** The same cells as the grid's first page, so that nothing more travels for them. */
function FirstRows({ pages, trans }: { readonly pages: TablePages; readonly trans: TranslationBundle }): JSX.Element {
  const columns = pages.columns.slice(0, 20);
  const rows = Array.from({ length: Math.min(10, pages.rowCount) }, (_, row) => row);
  return (
    <table className="jp-HeadwaterUnseen">
      <caption>{trans.__('The first rows')}</caption>
      <thead>
        <tr>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row}>
            {columns.map(({ name }, column) => (
              <td key={name}>{pages.text(row, column) ?? '…'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
