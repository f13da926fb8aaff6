import { HeadwaterError } from '../errors';

/** What a column of `exportRows` holds: texts, whole numbers, any numbers, true and false, moments, bytes. Any of them may be null. */
export type RowType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'bytes';

/** Columns by name, in order. */
export type RowColumns = Readonly<Record<string, RowType>>;

/** A column as parquetjs-lite wants it: without statistics, which it gets wrong for some values and keeps in memory. */
export interface FieldDefinition {
  readonly type: string;
  readonly optional: true;
  readonly compression: 'SNAPPY';
  readonly statistics: false;
}

const types: Readonly<Record<RowType, string>> = {
  string: 'UTF8',
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP_MILLIS',
  bytes: 'BYTE_ARRAY'
};

/** The schema of the columns. @throws HeadwaterError HW501 when there are none, or one has a name or a type that cannot be written */
export function fieldsOf(columns: RowColumns): Record<string, FieldDefinition> {
  const entries = Object.entries(columns);
  if (entries.length === 0)
    throw wrongColumn('columns', 'There are no columns to export.', "Name them: { id: 'integer', name: 'string' }.");
  for (const [name, type] of entries) {
    // It joins the parts of a path by commas, and sets fields as properties.
    if (name === '' || name.includes(',') || name === '__proto__')
      throw wrongColumn(name, `A column cannot be called '${name}'.`, 'Choose a name without commas.');
    if (!Object.hasOwn(types, type)) throw wrongColumn(name, `There is no type '${type}'.`, `Types: ${Object.keys(types).join(', ')}.`);
  }
  return Object.fromEntries(
    entries.map(([name, type]) => [name, { type: types[type], optional: true, compression: 'SNAPPY', statistics: false }])
  );
}

/**
 * Makes of a row, the `at`-th counted from 0, one that parquetjs-lite writes right.
 * @throws HeadwaterError HW750 for a value that it would write as something else, or refuse without saying which
 */
export type RowCheck = (row: object, at: number) => Record<string, unknown>;

/** The check of rows with these columns. */
export function rowCheck(columns: RowColumns): RowCheck {
  const entries = Object.entries(columns).map(([name, type]) => ({ name, check: checks[type] }));
  const names = new Set(Object.keys(columns));
  return (row, at) => {
    for (const name of Object.keys(row)) if (!names.has(name)) throw refused(name, at, 'it is none of the columns, and would be left out');
    // All rows have one shape, in which properties are found fast.
    const checked: Record<string, unknown> = {};
    for (const { name, check } of entries) {
      const value: unknown = Reflect.get(row, name);
      checked[name] = value === null || value === undefined ? null : check(value, why => refused(name, at, why));
    }
    return checked;
  };
}

type Check = (value: unknown, refuse: (why: string) => HeadwaterError) => unknown;

const checks: Readonly<Record<RowType, Check>> = {
  string: (value, refuse) => {
    if (typeof value !== 'string') throw refuse(`it is no string but ${kindOf(value)}`);
    if (/\p{Surrogate}/u.test(value)) throw refuse('it has half of a surrogate pair, which UTF-8 cannot hold');
    return value;
  },
  integer: (value, refuse) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') throw refuse(`it is no integer but ${kindOf(value)}`);
    if (!Number.isSafeInteger(Number(value))) throw refuse(`${value} is no integer up to 2^53, and would be rounded`);
    return Number(value);
  },
  number: (value, refuse) => {
    if (typeof value !== 'number') throw refuse(`it is no number but ${kindOf(value)}`);
    if (Number.isNaN(value)) throw refuse('it is NaN, which cannot be written: use null');
    // It goes through a text, in which the sign of zero would be lost.
    return Object.is(value, -0) ? '-0' : value;
  },
  boolean: (value, refuse) => {
    if (typeof value !== 'boolean') throw refuse(`it is no boolean but ${kindOf(value)}`);
    return value;
  },
  date: (value, refuse) => {
    if (!(value instanceof Date)) throw refuse(`it is no Date but ${kindOf(value)}`);
    if (Number.isNaN(value.getTime())) throw refuse('it is an invalid Date');
    return value;
  },
  bytes: (value, refuse) => {
    if (!(value instanceof Uint8Array)) throw refuse(`it is no Uint8Array but ${kindOf(value)}`);
    return value;
  }
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function refused(name: string, at: number, why: string): HeadwaterError {
  return new HeadwaterError('HW750', `'${name}' of row ${at + 1} cannot be written: ${why}.`, {
    about: name,
    hint: 'Convert it first, or make an Arrow table and use writeParquet, which takes all types.'
  });
}

function wrongColumn(about: string, message: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW501', message, { about, hint });
}
