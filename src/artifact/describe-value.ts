import { types } from 'node:util';
import { isTable, isVector } from './arrow/recognise';
import { constructorOf, nameOf } from './encode/prototype';

/** What Metaflow records as a value's type, and one line for people. */
export interface Description {
  readonly pythonType: string;
  readonly summary: string;
}

const longest = 120;

/** Describes a value without running any of the user's code. `pythonType` is the type that Python gets when it loads the blob. */
export function describeValue(value: unknown): Description {
  const { pythonType, summary } = typeof value === 'object' && value !== null ? describeObject(value) : describePrimitive(value);
  return { pythonType: `<class '${pythonType}'>`, summary: summary.length > longest ? `${summary.slice(0, longest - 1)}…` : summary };
}

function describePrimitive(value: unknown): Description {
  switch (typeof value) {
    case 'number':
      return {
        pythonType: Number.isSafeInteger(value) && !Object.is(value, -0) ? 'int' : 'float',
        summary: `number ${Object.is(value, -0) ? '-0' : value}`
      };
    case 'bigint':
      return { pythonType: 'int', summary: `bigint ${shortDigits(value)}` };
    case 'boolean':
      return { pythonType: 'bool', summary: `boolean ${value}` };
    case 'string':
      return { pythonType: 'str', summary: `string ${JSON.stringify(value.slice(0, longest))}` };
    case 'symbol':
      return { pythonType: 'str', summary: String(value) };
    case 'function':
      return { pythonType: 'str', summary: `function ${nameOf(value)}` };
    default:
      return { pythonType: 'NoneType', summary: String(value) };
  }
}

function shortDigits(value: bigint): string {
  return value > -(2n ** 256n) && value < 2n ** 256n ? String(value) : 'of more than 256 bits';
}

function describeObject(value: object): Description {
  if (types.isProxy(value)) return { pythonType: 'object', summary: 'Proxy' };
  if (Array.isArray(value)) return { pythonType: 'list', summary: `Array(${value.length})` };
  if (ArrayBuffer.isView(value)) return describeView(value);
  if (types.isAnyArrayBuffer(value)) return { pythonType: 'bytearray', summary: `ArrayBuffer(${value.byteLength})` };
  if (types.isMap(value)) return { pythonType: 'dict', summary: `Map(${value.size})` };
  if (types.isSet(value)) return { pythonType: 'set', summary: `Set(${value.size})` };
  if (types.isDate(value)) return describeDate(value);
  if (types.isNativeError(value)) return { pythonType: 'Exception', summary: `${classNameOf(value)}: ${textOf(value, 'message')}` };
  if (types.isRegExp(value) || value instanceof URL || value instanceof URLSearchParams)
    return { pythonType: 'str', summary: String(classNameOf(value)) };
  if (isTable(value))
    return { pythonType: 'pandas.DataFrame', summary: `Table ${value.numRows.toLocaleString('en')} × ${value.schema.fields.length}` };
  if (isVector(value)) return { pythonType: 'pyarrow.lib.ChunkedArray', summary: `Vector(${value.length})` };
  return describeInstance(value);
}

function describeView(view: ArrayBufferView): Description {
  const name = classNameOf(view);
  const length = 'length' in view && typeof view.length === 'number' ? view.length : view.byteLength;
  return { pythonType: Buffer.isBuffer(view) ? 'bytes' : 'numpy.ndarray', summary: `${name}(${length.toLocaleString('en')})` };
}

function describeDate(date: Date): Description {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time)
    ? { pythonType: 'NoneType', summary: 'Date (invalid)' }
    : { pythonType: 'datetime.datetime', summary: `Date ${new Date(time).toISOString()}` };
}

function describeInstance(value: object): Description {
  const name = classNameOf(value);
  const keys = Object.keys(value);
  const shown = `{ ${keys.slice(0, 8).join(', ')}${keys.length > 8 ? ', …' : ''} }`;
  return name === 'Object'
    ? { pythonType: 'dict', summary: `object ${shown}` }
    : { pythonType: 'types.SimpleNamespace', summary: `${name} ${shown}` };
}

function classNameOf(value: object): string {
  for (
    let prototype: unknown = Object.getPrototypeOf(value);
    typeof prototype === 'object' && prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const constructor = constructorOf(prototype);
    if (constructor !== null) return nameOf(constructor);
  }
  return 'Object';
}

function textOf(value: object, key: string): string {
  const text: unknown = Reflect.getOwnPropertyDescriptor(value, key)?.value;
  return typeof text === 'string' ? text : '';
}
