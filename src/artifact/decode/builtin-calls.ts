import { areOwnPages } from './own-memory';
import type { PythonCall } from './python-call';
import { PythonComplex, PythonObject } from './python-values';

/** Python's builtin types, where a pickle calls them. */
export const builtinCalls: Readonly<Record<string, PythonCall>> = {
  'builtins.bytearray': ([source, encoding]) => toBytes(source, encoding),
  'builtins.bytes': ([source]) => (Array.isArray(source) ? Buffer.from(source as number[]) : toBuffer(source)),
  'builtins.memoryview': ([source]) =>
    source instanceof ArrayBuffer || source instanceof SharedArrayBuffer ? new Uint8Array(source) : source,
  '_codecs.encode': ([text, encoding]) => (typeof text === 'string' ? encodeText(text, encoding) : undefined),
  'builtins.set': ([items]) => new Set(listOf(items)),
  'builtins.frozenset': ([items]) => new Set(listOf(items)),
  'builtins.list': ([items]) => [...listOf(items)],
  'builtins.tuple': ([items]) => [...listOf(items)],
  'builtins.dict': ([items]) => (items === undefined ? {} : items),
  'builtins.complex': ([real, imaginary]) => new PythonComplex(Number(real), Number(imaginary ?? 0)),
  'builtins.str': ([text]) => (typeof text === 'string' ? text : undefined),
  'builtins.int': ([value]) => value,
  'builtins.float': ([value]) => value,
  'builtins.object': () => new PythonObject('builtins.object', []),
  'collections.OrderedDict': ([items]) => (items === undefined ? {} : dictOf(items)),
  'collections.defaultdict': ([, items]) => (items === undefined ? {} : dictOf(items)),
  'collections.Counter': ([items]) => (items === undefined ? {} : dictOf(items)),
  'collections.deque': ([items]) => [...listOf(items)]
};

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return value instanceof Set ? [...(value as Set<unknown>)] : [];
}

/** A dict, from one or from a list of pairs. */
function dictOf(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  const pairs = items as (readonly [unknown, unknown])[];
  return pairs.every(([key]) => typeof key === 'string') ? Object.fromEntries(pairs as [string, unknown][]) : new Map(pairs);
}

function toBytes(source: unknown, encoding: unknown): Uint8Array | undefined {
  if (source === undefined) return new Uint8Array(0);
  if (typeof source === 'string') return new Uint8Array(encodeText(source, encoding));
  if (!Buffer.isBuffer(source)) return undefined;
  return areOwnPages(source) ? new Uint8Array(source.buffer) : new Uint8Array(source);
}

function toBuffer(source: unknown): Buffer | undefined {
  if (source === undefined) return Buffer.alloc(0);
  return source instanceof Uint8Array ? Buffer.from(source) : undefined;
}

function encodeText(text: string, encoding: unknown): Buffer {
  return Buffer.from(text, /^latin/i.test(String(encoding)) ? 'latin1' : 'utf8');
}
