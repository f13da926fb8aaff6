import { UnfitValue } from '../../src/card/unfit-value';
import type { TableComponent } from '../../src/card/component';
import { nameOfValueKey, type NameOfValue } from '../../src/card/variable-names';
import { shownTable } from './adapt-table';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** How a table is shown. */
export interface TableOptions extends ComponentOptions {
  readonly headers?: readonly string[];
  readonly title?: string;
  /** How many rows the card keeps, at most; left out: as many as fit into 150 kB, and not more than 5,000. */
  readonly rows?: number;
}

/** A table: Arrow, a data frame, records, rows, or columns by name. The card keeps its first rows, see `TableOptions.rows`. */
export class Table extends ShownComponent {
  readonly type = 'table' satisfies TableComponent['type'];
  declare title?: string;
  declare columns: TableComponent['columns'];
  declare rows: TableComponent['rows'];
  declare total: number;

  constructor(data: unknown, options: TableOptions = {}) {
    super();
    this.fill(() => tableFields(data, options), options);
    remember(this, data);
  }

  /** Puts other data in its place. */
  update(data: unknown, options: Omit<TableOptions, 'id'> = {}): void {
    this.refill(() => tableFields(data, options));
    remember(this, data);
  }

  /** When the card is stored: with the variable that holds the whole table. */
  toJSON(): object {
    const data = sources.get(this)?.deref();
    const nameOf = Reflect.get(globalThis, nameOfValueKey) as NameOfValue | undefined;
    const variable = data === undefined ? undefined : nameOf?.(data);
    return typeof variable === 'string' ? { ...this, variable } : { ...this };
  }
}

/** What tables were made of, as long as it is there anyway. */
const sources = new WeakMap<Table, WeakRef<object>>();

function remember(table: Table, data: unknown): void {
  if (typeof data === 'object' && data !== null) sources.set(table, new WeakRef(data));
}

function tableFields(data: unknown, options: TableOptions): object {
  const { headers = null, rows } = options;
  if (rows !== undefined && !(rows >= 1)) throw new UnfitValue(`rows is ${String(rows)}: how many does the card keep?`);
  return {
    ...(options.title === undefined ? {} : { title: options.title }),
    ...shownTable(data, headers, rows === undefined ? usualRoom : { ...usualRoom, rows, bytes: mostBytes })
  };
}

const usualRoom = { rows: 5000, columns: 200, bytes: 150_000, cell: 500 };
const mostBytes = 8_000_000;
