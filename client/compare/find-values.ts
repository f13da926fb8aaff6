import { NdArray } from '../../src/artifact/nd-array';
import { isTable } from '../../src/artifact/arrow/recognise';
import { PythonObject } from '../../src/artifact/decode/python-values';
import { describeValue } from '../../src/artifact/describe-value';
import type { Finding } from '../../src/comparison/run-facts';
import { columnsOfRows, columnsOfTable, findInColumns } from './find-in-table';
import { imageOf } from './find-image';
import { isRow, matrixOf, seriesOf, spreadOf } from './find-numbers';

/** Findings by name; fields of objects and columns of tables are `name.field`. */
export type Found = readonly (readonly [string, Finding])[];

const deepest = 3;
const mostFields = 60;

/**
 * What there is to compare in a value that a step has assigned: numbers, texts, series, spreads, matrices, pictures. `isBranch`: the value is a list of
 * what the branches of a foreach gave, whose order is no series.
 */
export function findValues(name: string, value: unknown, isBranch = false, depth = deepest): Found {
  switch (typeof value) {
    case 'number':
      return [[name, { kind: 'number', value }]];
    case 'bigint':
      return [
        [name, Number.isSafeInteger(Number(value)) ? { kind: 'number', value: Number(value) } : { kind: 'text', value: String(value) }]
      ];
    case 'string':
      return [[name, { kind: 'text', value }]];
    case 'boolean':
      return [[name, { kind: 'flag', value }]];
    case 'undefined':
      return [[name, { kind: 'nothing' }]];
    case 'object':
      return value === null ? [[name, { kind: 'nothing' }]] : findInObject(name, value, isBranch, depth);
    default:
      return [[name, otherThan(value)]];
  }
}

function findInObject(name: string, value: object, isBranch: boolean, depth: number): Found {
  if (value instanceof PythonObject) return [[name, { kind: 'other', type: value.className }]];
  if (value instanceof Date) return [[name, { kind: 'text', value: Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString() }]];
  const whole = wholeFinding(value, isBranch);
  if (whole !== null) return [[name, whole]];
  const columns = isTable(value) ? columnsOfTable(value) : Array.isArray(value) ? columnsOfRows(value) : null;
  if (columns !== null) return findInColumns(name, columns);
  const fields = depth === 0 ? null : fieldsOf(value);
  if (fields === null) return [[name, otherThan(value)]];
  return fields.flatMap(([field, each]) => findValues(`${name}.${field}`, each, false, depth - 1));
}

/** Rows of numbers, matrices and pictures are one finding. */
function wholeFinding(value: object, isBranch: boolean): Finding | null {
  if (value instanceof Uint8Array) {
    const image = imageOf(value);
    if (image !== null) return image;
  }
  if (isRow(value)) return isBranch ? spreadOf(value) : seriesOf(value, null);
  return Array.isArray(value) || value instanceof NdArray ? matrixOf(value) : null;
}

/** Of a plain object or a Map with text keys, as Python's dicts are; null for anything else, and for what is too wide to be compared. */
function fieldsOf(value: object): [string, unknown][] | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
  const entries =
    value instanceof Map ? [...(value as Map<unknown, unknown>)] : isPlain && !Array.isArray(value) ? Object.entries(value) : null;
  if (entries === null || entries.length === 0 || entries.length > mostFields) return null;
  return entries.map(([key, each]) => [String(key), each]);
}

function otherThan(value: unknown): Finding {
  return { kind: 'other', type: describeValue(value).summary };
}
