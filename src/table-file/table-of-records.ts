import type { DataType, Table, Vector } from 'apache-arrow';
import type { Arrow } from '../artifact/arrow/library';
import { HeadwaterError } from '../errors';

/**
 * A list of records (`[{ a: 1 }, …]`) or an object of columns (`{ a: [1, …] }`, typed arrays too) as a table; null for any other value. Whole
 * numbers become integers of 64 bits, other numbers doubles, dates timestamps in UTC; null, undefined and what a record lacks become null.
 * @throws HeadwaterError HW752 for a column of several types, or of values that no column has; `name` is what the message calls the value
 */
export function tableOfRecords(value: unknown, name: string, arrow: Arrow): Table | null {
  const columns = Array.isArray(value) ? columnsOfRecords(value) : isPlain(value) ? columnsOfObject(value) : null;
  if (columns === null) return null;
  const lengths = new Set([...columns.values()].map(values => values.length));
  if (lengths.size > 1) throw refused(name, 'its columns have different lengths', 'Fill up the shorter ones with null.');
  const vectors = [...columns].map(([column, values]) => [column, vectorOf(column, values, name, arrow)] as const);
  return new arrow.Table(Object.fromEntries(vectors));
}

type Columns = ReadonlyMap<string, ArrayLike<unknown>>;

/** In the order in which they first come. */
function columnsOfRecords(records: readonly unknown[]): Columns | null {
  if (records.length === 0 || !records.every(isPlain)) return null;
  const names = new Set(records.flatMap(record => Object.keys(record)));
  return new Map([...names].map(name => [name, records.map(record => (Object.hasOwn(record, name) ? record[name] : null))]));
}

function columnsOfObject(value: Readonly<Record<string, unknown>>): Columns | null {
  const entries = Object.entries(value).flatMap(([name, column]) => (isColumn(column) ? [[name, column] as const] : []));
  return entries.length === 0 || entries.length < Object.keys(value).length ? null : new Map(entries);
}

function isColumn(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function vectorOf(column: string, values: ArrayLike<unknown>, name: string, arrow: Arrow): Vector {
  if (!Array.isArray(values)) return arrow.vectorFromArray(values as Float64Array);
  const list = values as readonly unknown[];
  const kinds = [...new Set(list.map(kindOf))].filter(kind => kind !== 'null');
  const [kind = 'null'] = kinds;
  if (kinds.length > 1)
    throw refused(column, `column '${column}' of ${name} has ${kinds.join(' and ')}`, 'Give a column values of one type.');
  switch (kind) {
    case 'number':
      return numbers(list, arrow);
    case 'bigint':
      return integers(column, list as readonly (bigint | null | undefined)[], name, arrow);
    case 'string':
      return made(list, new arrow.Utf8(), arrow);
    case 'boolean':
      return made(list, new arrow.Bool(), arrow);
    case 'Date':
      return made(list, new arrow.TimestampMillisecond('UTC'), arrow);
    case 'null':
      return made(list, new arrow.Null(), arrow);
    default:
      throw refused(
        column,
        `column '${column}' of ${name} has ${kind}`,
        'Make an Arrow table of it, which has nested types, or texts: JSON.stringify.'
      );
  }
}

function numbers(list: readonly unknown[], arrow: Arrow): Vector {
  const isWhole = list.every(value => value === null || value === undefined || (Number.isSafeInteger(value) && !Object.is(value, -0)));
  if (!isWhole) return made(list, new arrow.Float64(), arrow);
  return made(
    list.map(value => (typeof value === 'number' ? BigInt(value) : null)),
    new arrow.Int64(),
    arrow
  );
}

function integers(column: string, list: readonly (bigint | null | undefined)[], name: string, arrow: Arrow): Vector {
  if (list.some(value => typeof value === 'bigint' && BigInt.asIntN(64, value) !== value))
    throw refused(column, `column '${column}' of ${name} has an integer of more than 64 bits`, 'Make texts of them: String(value).');
  return made(list, new arrow.Int64(), arrow);
}

function made(list: readonly unknown[], type: DataType, arrow: Arrow): Vector {
  return arrow.vectorFromArray(
    list.map(value => value ?? null),
    type
  );
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid dates' : 'Date';
  if (typeof value !== 'object') return typeof value;
  return Array.isArray(value) ? 'lists' : 'objects';
}

function refused(about: string, what: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW752', `A table cannot be made: ${what}.`, { about, hint });
}
