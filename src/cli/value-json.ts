import { types } from 'node:util';
import { PythonComplex, PythonGlobal, PythonNumber, PythonObject, PythonTime } from '../artifact/decode/python-values';
import { isRecordBatch, isTable, isVector } from '../artifact/arrow/recognise';

/** How much of a table goes into JSON. */
export interface ValueJsonOptions {
  /** Rows; a table with more says so in `truncated`. */
  readonly rows: number;
}

/**
 * A value as JSON. What JSON has, stands for itself; anything else is an object with one key that begins with `$`:
 * `$bigint` digits, `$number` NaN, Infinity, -Infinity or -0, `$undefined` true, `$bytes` base64, `$date` ISO text (null: invalid),
 * `$map` pairs, `$set` list, `$typedArray` { type, values }, `$table` { columns, numRows, rows }, `$vector` { type, values },
 * `$instance` { class, fields }, `$error` { class, message, stack }, `$regexp`, `$url`, `$symbol`, `$function`, `$hole` true,
 * `$python` { class, … }, `$ref` the path of an object that contains this place, `$object` for an object with a key that begins with `$`.
 */
export function valueJson(value: unknown, options: ValueJsonOptions): unknown {
  return new Writer(options).json(value, '$');
}

class Writer {
  readonly #options: ValueJsonOptions;
  readonly #open = new Map<object, string>();

  constructor(options: ValueJsonOptions) {
    this.#options = options;
  }

  json(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null) return primitive(value);
    const outer = this.#open.get(value);
    if (outer !== undefined) return { $ref: outer };
    this.#open.set(value, path);
    try {
      return this.#object(value, path);
    } finally {
      this.#open.delete(value);
    }
  }

  #object(value: object, path: string): unknown {
    if (Array.isArray(value)) return this.#list(value, path);
    if (types.isMap(value))
      return { $map: [...value].map(([key, each]) => [this.json(key, path), this.json(each, `${path}[${String(key)}]`)]) };
    if (types.isSet(value)) return { $set: [...value].map((each, i) => this.json(each, `${path}[${i}]`)) };
    return binary(value) ?? scalarObject(value) ?? this.#arrow(value, path) ?? this.#python(value, path) ?? this.#fields(value, path);
  }

  #list(list: readonly unknown[], path: string): unknown[] {
    return Array.from(list, (each, i) => (i in list ? this.json(each, `${path}[${i}]`) : { $hole: true }));
  }

  #arrow(value: object, path: string): unknown {
    if (isTable(value) || isRecordBatch(value)) {
      const columns = value.schema.fields.map(field => ({ name: field.name, type: String(field.type), nullable: field.nullable }));
      const shown = Math.min(value.numRows, this.#options.rows);
      const rows = Array.from({ length: shown }, (_, row) => columns.map((_each, at) => this.json(value.getChildAt(at)?.get(row), path)));
      return { $table: { columns, numRows: value.numRows, rows, ...(shown < value.numRows ? { truncated: true } : {}) } };
    }
    if (!isVector(value)) return undefined;
    const shown = Math.min(value.length, this.#options.rows);
    const values = Array.from({ length: shown }, (_, row) => this.json(value.get(row), path));
    return { $vector: { type: String(value.type), length: value.length, values, ...(shown < value.length ? { truncated: true } : {}) } };
  }

  #python(value: object, path: string): unknown {
    if (value instanceof PythonTime) return { $python: { class: `datetime.${value.kind}`, text: value.text } };
    if (value instanceof PythonNumber) return { $python: { class: value.kind, text: value.text } };
    if (value instanceof PythonComplex)
      return { $python: { class: 'complex', real: primitive(value.real), imaginary: primitive(value.imaginary) } };
    if (value instanceof PythonGlobal) return { $python: { class: 'type', name: value.className } };
    if (!(value instanceof PythonObject)) return undefined;
    const { className, args, state, items, entries } = value;
    return {
      $python: {
        class: className,
        args: this.#list(args, path),
        state: this.json(state, path),
        ...(items.length === 0 ? {} : { items: this.#list(items, path) }),
        ...(entries.length === 0 ? {} : { entries: entries.map(([key, each]) => [this.json(key, path), this.json(each, path)]) })
      }
    };
  }

  #fields(value: object, path: string): unknown {
    const fields = Object.fromEntries(
      Object.keys(value).map(key => [key, this.json(Reflect.getOwnPropertyDescriptor(value, key)?.value as unknown, `${path}.${key}`)])
    );
    const name = className(value);
    if (name !== 'Object') return { $instance: { class: name, fields } };
    return Object.keys(fields).some(key => key.startsWith('$')) ? { $object: fields } : fields;
  }
}

function primitive(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return { $bigint: String(value) };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $undefined: true };
    case 'symbol':
      return { $symbol: value.description ?? '' };
    case 'function':
      return { $function: value.name };
    default:
      return value;
  }
}

/** Base64 for bytes, lists for numbers. */
function binary(value: object): unknown {
  if (types.isAnyArrayBuffer(value)) return { $bytes: Buffer.from(value).toString('base64') };
  if (types.isUint8Array(value)) return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (!types.isTypedArray(value))
    return types.isDataView(value)
      ? { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
      : undefined;
  return { $typedArray: { type: className(value), values: Array.from<unknown, unknown>(value as ArrayLike<unknown>, primitive) } };
}

function scalarObject(value: object): unknown {
  if (types.isDate(value)) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() };
  if (types.isRegExp(value)) return { $regexp: String(value) };
  if (types.isNativeError(value)) return { $error: { class: className(value), message: value.message, stack: value.stack ?? '' } };
  if (value instanceof URL || value instanceof URLSearchParams) return { $url: String(value) };
  return undefined;
}

function className(value: object): string {
  const made: unknown = Reflect.getPrototypeOf(value)?.constructor;
  return typeof made === 'function' && made.name !== '' ? made.name : 'Object';
}
