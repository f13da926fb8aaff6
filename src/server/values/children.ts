import { types } from 'node:util';
import { isRecordBatch, isTable, isVector } from '../../artifact/arrow/recognise';
import { PythonObject } from '../../artifact/decode/python-values';
import { summaryOf } from '../runs/variable-row';

/** An entry of a nested value. */
export interface Child {
  readonly label: string;
  readonly value: unknown;
}

/** What a value consists of. */
export interface Children {
  readonly total: number;
  /** The entry at a position from 0 to `total`. */
  at(position: number): Child;
}

/** What a value consists of; null for one that has no parts. Runs no code of the value: properties with getters are shown as such. */
export function childrenOf(value: unknown): Children | null {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return null;
  if (Array.isArray(value)) return listed(value.length, at => (value as readonly unknown[])[at]);
  if (types.isTypedArray(value)) return listed(value.length, at => value[at]);
  if (types.isMap(value)) return mapped([...value]);
  if (types.isSet(value)) return fromList([...value]);
  if (isVector(value)) return listed(value.length, at => value.get(at) as unknown);
  if (isTable(value) || isRecordBatch(value)) return columnsOf(value);
  if (value instanceof PythonObject) return partsOfPython(value);
  return types.isDate(value) || types.isRegExp(value) || types.isAnyArrayBuffer(value) ? null : propertiesOf(value);
}

function listed(total: number, read: (at: number) => unknown): Children {
  return { total, at: position => ({ label: String(position), value: read(position) }) };
}

function fromList(list: readonly unknown[]): Children {
  return listed(list.length, at => list[at]);
}

function mapped(entries: readonly (readonly [unknown, unknown])[]): Children {
  return {
    total: entries.length,
    at(position) {
      const [key, value] = entries[position] ?? [];
      return { label: typeof key === 'string' ? key : summaryOf(key), value };
    }
  };
}

function named(entries: readonly Child[]): Children {
  return { total: entries.length, at: position => entries[position] ?? { label: '', value: undefined } };
}

function columnsOf(table: {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(at: number): unknown;
}): Children {
  return named(table.schema.fields.map(({ name }, at) => ({ label: name, value: table.getChildAt(at) })));
}

function partsOfPython({ args, state, items, entries }: PythonObject): Children {
  const parts: Child[] = [
    ...args.map((value, at) => ({ label: `argument ${at + 1}`, value })),
    ...(state === null ? [] : [{ label: 'state', value: state }]),
    ...items.map((value, at) => ({ label: String(at), value })),
    ...entries.map(([key, value]) => ({ label: typeof key === 'string' ? key : summaryOf(key), value }))
  ];
  return named(parts);
}

/** What an error says is not enumerable. */
function propertiesOf(value: object): Children {
  const extra = types.isNativeError(value) ? ['name', 'message', 'stack', 'cause'].filter(each => Object.hasOwn(value, each)) : [];
  const keys = [...new Set([...extra, ...Object.keys(value)])];
  return {
    total: keys.length,
    at(position) {
      const label = keys[position] ?? '';
      const property = Reflect.getOwnPropertyDescriptor(value, label);
      return { label, value: property?.get === undefined ? (property?.value as unknown) : '(computed when it is read)' };
    }
  };
}
