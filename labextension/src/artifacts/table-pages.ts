import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { ColumnRow } from '../../../src/server/api/artifact';
import type { IFlowServer } from '../tokens';

/** Which stored table, as `artifact/rows` takes it. */
export interface TableAddress {
  readonly path: string;
  readonly pathspec: string;
}

/** A slice of a table, decoded. Rows and columns count from the slice's own beginning. */
export interface TableSlice {
  text(row: number, column: number): string;
}

/** An order of rows; null: as they are stored. */
export interface TableOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** The rows and columns that a page has. */
interface Page {
  readonly rows: number;
  readonly columns: number;
}

/** A table of any length of which only the slices that are looked at are here: pages by rows and columns, asked for as they come into view. */
export class TablePages implements IDisposable {
  readonly columns: readonly ColumnRow[];
  readonly rowCount: number;
  private readonly _server: IFlowServer;
  private readonly _address: TableAddress;
  private readonly _decode: (bytes: Uint8Array) => TableSlice;
  private readonly _changed = new Signal<this, Page | null>(this);
  private readonly _slices = new Map<string, TableSlice>();
  private readonly _asked = new Set<string>();
  /** Pages that were looked at and are not here; the last one is wanted most. */
  private _wanted: string[] = [];
  private _order: TableOrder | null = null;
  private _error: Error | null = null;
  private _isDisposed = false;

  constructor(
    server: IFlowServer,
    address: TableAddress,
    table: { readonly rows: number; readonly columns: readonly ColumnRow[] },
    decode: (bytes: Uint8Array) => TableSlice
  ) {
    this._server = server;
    this._address = address;
    this.rowCount = table.rows;
    this.columns = table.columns;
    this._decode = decode;
  }

  /** A page has come; null: everything is another now, or there is an error. */
  get changed(): ISignal<this, Page | null> {
    return this._changed;
  }

  get order(): TableOrder | null {
    return this._order;
  }

  /** Why the last page did not come; null when it did. */
  get error(): Error | null {
    return this._error;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Sorts by this column, by the server; null: as stored. */
  sort(order: TableOrder | null): void {
    this._order = order;
    this._error = null;
    this._slices.clear();
    this._asked.clear();
    this._wanted = [];
    this._changed.emit(null);
  }

  /** Text of a cell; null while it is on its way. */
  text(row: number, column: number): string | null {
    const page = { rows: Math.floor(row / rowsOfPage), columns: Math.floor(column / columnsOfPage) };
    const key = `${page.rows} ${page.columns}`;
    const slice = this._slices.get(key);
    if (slice !== undefined) return slice.text(row % rowsOfPage, column % columnsOfPage);
    this._want(key);
    return null;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._slices.clear();
    this._wanted = [];
    Signal.clearData(this);
  }

  private _want(key: string): void {
    if (this._asked.has(key) || this._wanted.at(-1) === key) return;
    const isIdle = this._wanted.length === 0;
    // Who scrolls through a million rows does not wait for what has flown by.
    this._wanted = [...this._wanted.filter(each => each !== key), key].slice(-mostWanted);
    if (isIdle) this._pumpSoon();
  }

  /** A server that is away is not asked at every paint. */
  private _pumpSoon(): void {
    setTimeout(() => this._pump(), this._error === null ? pauseBeforeAsking : pauseAfterError);
  }

  private _pump(): void {
    while (!this._isDisposed && this._asked.size < mostAsked) {
      const key = this._wanted.pop();
      if (key === undefined) return;
      if (!this._slices.has(key)) void this._ask(key);
    }
  }

  private async _ask(key: string): Promise<void> {
    const order = this._order;
    const [rows = 0, columns = 0] = key.split(' ').map(Number);
    this._asked.add(key);
    try {
      const bytes = await this._server.askBytes('artifact/rows', this._query(rows, columns));
      if (order !== this._order || this._isDisposed) return;
      this._slices.set(key, this._decode(bytes));
      this._error = null;
      if (this._slices.size > mostKept) this._slices.delete([...this._slices.keys()][0] ?? '');
      this._changed.emit({ rows, columns });
    } catch (error) {
      if (order !== this._order || this._isDisposed) return;
      this._error = error instanceof Error ? error : new Error(String(error));
      this._changed.emit(null);
    } finally {
      this._asked.delete(key);
      if (this._error === null) this._pump();
      else this._pumpSoon();
    }
  }

  private _query(rows: number, columns: number): Record<string, string | number | null> {
    const names = this.columns.slice(columns * columnsOfPage, (columns + 1) * columnsOfPage).map(({ name }) => name);
    const from = rows * rowsOfPage;
    return {
      ...this._address,
      from,
      to: Math.min(this.rowCount, from + rowsOfPage),
      sort: this._order?.column ?? null,
      descending: this._order === null ? null : Number(this._order.descending),
      columns: this.columns.length > columnsOfPage ? JSON.stringify(names) : null
    };
  }
}

/** Rows that travel at once. */
export const rowsOfPage = 200;

/** Columns that travel at once. */
export const columnsOfPage = 40;

const mostWanted = 6;
const mostAsked = 2;
const mostKept = 300;

/** Milliseconds: a paint asks for each of its cells. */
const pauseBeforeAsking = 10;

/** Milliseconds. */
const pauseAfterError = 2000;
