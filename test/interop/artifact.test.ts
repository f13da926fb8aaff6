import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dictionary, Int32, Table, tableFromArrays, Utf8, vectorFromArray } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeException, encodeForeachStack, encodePlain, encodeTransition, PyTuple } from '../../src/artifact/encode-plain';
import { encodeValue, encodeVariables } from '../../src/artifact/encode-variables';
import { decodeValue } from '../../src/artifact/decode-value';
import type { PythonTime } from '../../src/artifact/decode/python-values';
import { PythonComplex, PythonNumber, PythonObject } from '../../src/artifact/decode/python-values';
import { namingContext } from '../../src/artifact/naming-context';
import { NdArray } from '../../src/artifact/nd-array';
import { findPython } from '../build';
import { cell, cellContext } from '../src/artifact/cell-context';

class Layer {
  weights = Float64Array.of(1, 2);
  inner: Layer | null = null;
}
class TooBig extends Error {
  n = 8;
}
const code = cellContext({ Layer, TooBig });

const texts = ['plain', 'žluť \u{1f40e}', 'a\ud800', 'é'.repeat(300)];

function values(): Record<string, unknown> {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  cyclic['list'] = [cyclic];
  const shared = [1];
  const buffer = new ArrayBuffer(16);
  let deep: unknown = null;
  for (let i = 0; i < 50_000; i++) deep = { next: deep };
  const table = tableFromArrays({ x: Float64Array.of(1, 2.5), s: ['a', null], i: Int32Array.of(1, 2) });
  return {
    numbers: [0, 255, 256, 65535, 65536, -1, 2 ** 31, -(2 ** 31), Number.MAX_SAFE_INTEGER, 2 ** 60, 1.5, -0, NaN, Infinity, true],
    bigints: [0n, 5n, -128n, 128n, 10n ** 40n, -(10n ** 700n)],
    texts,
    dict: JSON.parse('{"b":1,"a":[true,null,2.5],"__proto__":1}') as unknown,
    map: new Map<unknown, unknown>([['x', 1], [2, 'two'], [null, 3]]), // prettier-ignore
    pairs: new Map<unknown, unknown>([[1, 'int'], [true, 'bool']]), // prettier-ignore
    set: new Set(['a', 1]),
    date: new Date('2024-02-29T12:34:56.789Z'),
    dateTooFar: new Date(8.64e15),
    bytes: Buffer.from([0, 255]),
    buffer: Uint8Array.of(1, 2).buffer,
    arrays: [
      Float64Array.of(1.5, -2),
      Float32Array.of(0.5),
      BigInt64Array.of(-5n),
      Uint8Array.of(255),
      Int16Array.of(-3),
      new Uint32Array(0)
    ],
    views: [new Uint8Array(buffer), new Float64Array(buffer, 8, 1)],
    emptyView: [new Uint8Array(new ArrayBuffer(0)), new DataView(new ArrayBuffer(0))],
    large: {
      w: Float64Array.from({ length: 200_000 }, (_, i) => i / 2),
      bytes: Buffer.alloc(1_200_000, 7),
      memory: new ArrayBuffer(1_100_000)
    },
    cyclic,
    shared: [shared, shared],
    undefined: undefined,
    holes: [1, , 3],
    sparse: Object.assign([], { 5: 'a', 1_000_000: 'b' }),
    special: Object.freeze(Object.defineProperty({ a: 1, [Symbol.for('s')]: [1] }, 'hidden', { value: 2 })),
    instance: Object.assign(new Layer(), { inner: new Layer() }),
    error: new TooBig('8 is too big', { cause: new RangeError('limit 5') }),
    symbols: [Symbol.for('a'), Symbol('b')],
    closure: cell('let n = 1; const up = () => ++n; return up;'),
    bound: cell('return (function f() {}).bind({ k: 1 }, 2);'),
    boxed: [Object(1), Object('x')],
    url: [new URL('https://example.org/?a=1'), new URL('https://example.org/?a=1').searchParams],
    deep,
    table,
    dictionary: new Table({ d: vectorFromArray(['lo', 'hi', 'lo', null], new Dictionary(new Utf8(), new Int32())) }),
    emptyTable: table.slice(0, 0),
    nested: { table, again: table, column: table.getChild('i'), batch: table.batches[0] }
  };
}

let folder: string;
let said: Record<string, unknown>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-artifact-'));
  for (const [name, value] of Object.entries(values())) save(name, encodeValue(name, value, code));
  const shared = [1];
  const joint = encodeVariables(new Map<string, unknown>([['b', [shared]], ['a', shared]]), code).groups[0]?.joint; // prettier-ignore
  if (joint) save('joint', joint);
  save('transition', encodeTransition(['train'], 'rates'));
  save('noTransition', encodeTransition(null, null));
  save('graph', encodePlain({ steps: { a: { next: ['b'], line: 3, doc: '', x: undefined } }, pair: new PyTuple(1, 'two', false) }));
  save('stack', encodeForeachStack([{ step: 'train', variable: 'rates', splits: 3, index: 1, value: '0.1' }]));
  save('exception', encodeException({ type: 'TypeError', message: 'no such thing', stack: 'at cell 3' }));
  const output = execFileSync(findPython() ?? 'no Python: run npm test', [join(import.meta.dirname, 'artifact-values.py'), folder], {
    encoding: 'utf8'
  });
  said = JSON.parse(output) as Record<string, unknown>;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function save(name: string, { parts }: { readonly parts: readonly Uint8Array[] }): void {
  writeFileSync(join(folder, `${name}.pickle`), Buffer.concat(parts));
}

describe('Python loads what TypeScript wrote as its own types', () => {
  const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('hex');
  it.each<[string, unknown]>([
    ['numbers', [['int', '0'], ['int', '255'], ['int', '256'], ['int', '65535'], ['int', '65536'], ['int', '-1'], ['int', '2147483648'], ['int', '-2147483648'], ['int', '9007199254740991'], ['float', '1.152921504606847e+18'], ['float', '1.5'], ['float', '-0.0'], ['float', 'nan'], ['float', 'inf'], ['bool', 'True']]], // prettier-ignore
    ['bigints', ['0', '5', '-128', '128', String(10n ** 40n), String(-(10n ** 700n))]],
    ['texts', texts.map(utf16)],
    ['dict', true],
    ['map', true],
    ['pairs', true],
    ['set', true],
    ['date', true],
    ['dateTooFar', null],
    ['bytes', true],
    ['buffer', true],
    ['arrays', [['float64', [1.5, -2], true], ['float32', [0.5], true], ['int64', [-5], true], ['uint8', [255], true], ['int16', [-3], true], ['uint32', [], true]]], // prettier-ignore
    ['views', ['0000000000000000000000000000f83f', 'float64', true]],
    ['emptyView', 0],
    ['large', ['float64', 200_000, 9_999_950_000, true, 'bytes', 8_400_000, 'bytearray', 1_100_000]],
    ['cyclic', true],
    ['shared', true],
    ['undefined', null],
    ['holes', [1, null, 3]],
    ['sparse', true],
    ['special', [1, 2]],
    ['instance', [true, 'Layer', [1, 2], 'Layer']],
    ['error', [true, '8 is too big', 'TooBig', 8, 'limit 5']],
    ['symbols', ['Symbol(a)', 'Symbol(b)']],
    ['closure', 'function up'],
    ['bound', 'function bound f'],
    ['boxed', [1, 'x']],
    ['url', ['https://example.org/?a=1', 'a=1']],
    ['deep', 50_000],
    ['table', ['pandas', 'DataFrame', expect.stringContaining('float64') as string, [1, 2.5], [1, 2], 'a', true]],
    ['dictionary', "['lo', 'hi', 'lo', nan]"],
    ['emptyTable', [0, 3]],
    ['nested', ['DataFrame', true, [1, 2], 2]],
    ['joint', [['a', 'b'], true]],
    ['transition', true],
    ['noTransition', null],
    ['graph', true],
    ['stack', [['ForeachFrame', 'train', 'rates', 3, 1, '0.1']]],
    ['exception', ['MetaflowExceptionWrapper', 'at cell 3', 'no such thing', 'TypeError']]
  ])('%s', (name, expected) => {
    expect(said[name]).toEqual(expected);
  });
});

describe.each([0, 1, 2, 3, 4, 5])('TypeScript reads what Python wrote with protocol %i', protocol => {
  const load = (name: string): unknown => decodeValue(readFileSync(join(folder, `py-${name}-${protocol}.pickle`)), namingContext);

  it('plain values', () => {
    const bytes = Buffer.concat(Array.from({ length: 200 }, () => Buffer.from([0, 255])));
    const big = [2n ** 53n, 10n ** 40n, -(10n ** 600n)];
    expect(load('plain')).toEqual([null, true, false, 0, 255, 256, 65536, -1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, ...big, 1.5, -0, 'text', 'žlu\u{1f40e}', '\ud800', bytes, '']); // prettier-ignore
  });

  it('containers, shared and cyclic', () => {
    expect(load('nested')).toEqual({ a: [1, [2, 3], { b: new Set([4]) }], e: [], t: [], f: new Set(['x']) });
    const [first, second] = load('shared') as unknown[];
    expect(second).toBe(first);
    const cyclic = load('cyclic') as unknown[];
    expect(cyclic[1]).toBe(cyclic);
    const map = load('by_int') as Map<unknown, unknown>;
    expect([map.get(1), map.get('self') === map]).toEqual(['a', true]);
  });

  it('times', () => {
    const [utc, west, day, span] = load('times') as [Date, Date, PythonTime, PythonTime];
    expect([utc, west]).toEqual([new Date('2024-02-29T12:00:00Z'), new Date('2024-02-29T17:00:00Z')]);
    expect([day.text, span.fields]).toEqual(['2024-02-29', [1, 2, 3]]);
  });

  it('exact numbers, ids and paths', () => {
    expect(load('exact')).toEqual([
      new PythonNumber('Decimal', '1.10'),
      '00000000-0000-0000-0000-000000000005',
      '/a/b',
      new PythonComplex(1, -2)
    ]);
  });

  it('numpy arrays and scalars', () => {
    const table = new NdArray('<i4', [2, 3], 'C', Int32Array.of(0, 1, 2, 3, 4, 5));
    expect(load('arrays')).toEqual([
      Float64Array.of(1.5, -0),
      Uint8Array.of(1, 2),
      table,
      Int16Array.of(1, 2),
      ['ab', 'c'],
      [true, false],
      2.5,
      7n
    ]);
  });

  it('an object of a class of its own, by its name and fields', () => {
    const point = load('object') as PythonObject;
    expect(point).toBeInstanceOf(PythonObject);
    expect([point.className, point.state]).toEqual(['__main__.Point', { x: 1, y: [2] }]);
  });
});
