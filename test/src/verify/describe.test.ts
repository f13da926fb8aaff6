import {
  Field,
  Float64,
  Int32,
  Schema,
  Table,
  Utf8,
  makeData,
  makeVector,
  tableFromArrays,
  vectorFromArray,
  RecordBatch,
  Struct
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { describeVariables } from '../../../src/task/describe/describe-variables';
import type { Description, VariableDescription } from '../../../src/task/describe/description';
import { firstDeviation, variableIn } from '../../../src/verify/compare';

function describeAll(values: Readonly<Record<string, unknown>>): Description {
  return describeVariables(Object.entries(values).map(([name, value]) => ({ name, read: () => value })));
}

function of(value: unknown): VariableDescription {
  return variableIn(describeAll({ x: value }), 'x');
}

class Point {
  x: number;
  y: number;

  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}

/** Makes the same value twice, and one that differs at `path`. */
const cases: readonly { readonly what: string; readonly make: () => unknown; readonly other: () => unknown; readonly path: string }[] = [
  { what: 'numbers', make: () => 1, other: () => 1.5, path: 'x' },
  { what: 'minus zero', make: () => -0, other: () => 0, path: 'x' },
  { what: 'NaN', make: () => NaN, other: () => undefined, path: 'x' },
  { what: 'a number and its text', make: () => 1, other: () => '1', path: 'x' },
  { what: 'bigints', make: () => 12n, other: () => 12, path: 'x' },
  { what: 'null and undefined', make: () => null, other: () => undefined, path: 'x' },
  { what: 'long strings', make: () => 'a'.repeat(5000), other: () => `${'a'.repeat(4999)}b`, path: 'x' },
  { what: 'lone surrogates', make: () => '\ud800'.repeat(300), other: () => '\ud801'.repeat(300), path: 'x' },
  { what: 'well-known symbols', make: () => Symbol.iterator, other: () => Symbol.asyncIterator, path: 'x' },
  { what: 'symbols', make: () => Symbol('a'), other: () => Symbol('b'), path: 'x' },
  { what: 'objects', make: () => ({ a: { b: [1, 2] } }), other: () => ({ a: { b: [1, 3] } }), path: 'x.a.b[1]' },
  { what: 'the order of properties', make: () => ({ a: 1, b: 1 }), other: () => ({ b: 1, a: 1 }), path: 'x.a' },
  { what: 'keys that are no names', make: () => ({ 'a b': 1 }), other: () => ({ 'a b': 2 }), path: 'x["a b"]' },
  { what: 'a missing property', make: () => ({ a: 1 }), other: () => ({ a: 1, b: undefined }), path: 'x.b' },
  { what: 'the class', make: () => new Point(1, 2), other: () => ({ x: 1, y: 2 }), path: 'x' },
  { what: 'null prototypes', make: () => Object.create(null) as object, other: () => ({}), path: 'x' },
  { what: 'frozen objects', make: () => Object.freeze({ a: 1 }), other: () => ({ a: 1 }), path: 'x' },
  {
    what: 'accessors',
    make: () => ({
      get a() {
        return 1;
      }
    }),
    other: () => ({ a: 1 }),
    path: 'x.a'
  },
  {
    what: 'hidden properties',
    make: () => Object.defineProperty({}, 'h', { value: 1 }),
    other: () => ({ h: 1 }),
    path: 'x.h (hidden, read-only)'
  },
  { what: 'holes', make: () => [1, , 3], other: () => [1, undefined, 3], path: 'x[1]' },
  { what: 'names put on an array', make: () => Object.assign([1], { label: 'a' }), other: () => [1], path: 'x.label' },
  { what: 'maps', make: () => new Map([['a', [1]]]), other: () => new Map([['a', [2]]]), path: 'x.get("a")[0]' },
  {
    what: 'the order of a map',
    make: () =>
      new Map([
        ['a', 1],
        ['b', 2]
      ]),
    other: () =>
      new Map([
        ['b', 2],
        ['a', 1]
      ]),
    path: 'x.get("a")'
  },
  { what: 'objects as keys', make: () => new Map([[{ k: 1 }, 1]]), other: () => new Map([[{ k: 2 }, 1]]), path: 'x.key 0.k' },
  { what: 'sets', make: () => new Set([1, 2]), other: () => new Set([2, 1]), path: 'x.item 0' },
  { what: 'dates', make: () => new Date(1000), other: () => new Date(1001), path: 'x' },
  { what: 'invalid dates', make: () => new Date(NaN), other: () => new Date(0), path: 'x' },
  { what: 'regular expressions', make: () => /a/g, other: () => /a/i, path: 'x' },
  { what: 'lastIndex', make: () => Object.assign(/a/g, { lastIndex: 2 }), other: () => /a/g, path: 'x' },
  { what: 'boxed values', make: () => Object(1) as object, other: () => Object('1') as object, path: 'x' },
  { what: 'errors', make: () => new TypeError('a', { cause: 1 }), other: () => new TypeError('a', { cause: 2 }), path: 'x.cause (hidden)' },
  { what: 'kinds of errors', make: () => new TypeError('a'), other: () => new RangeError('a'), path: 'x' },
  { what: 'typed arrays', make: () => new Float64Array([1, -0]), other: () => new Float64Array([1, 0]), path: 'x[1]' },
  { what: 'kinds of typed arrays', make: () => new Int8Array([1]), other: () => new Uint8Array([1]), path: 'x' },
  { what: 'bits of NaN', make: () => new Uint32Array([0, 0x7ff80000]), other: () => new Uint32Array([1, 0x7ff80000]), path: 'x[0]' },
  { what: 'buffers', make: () => Buffer.from('ab'), other: () => Buffer.from('ac'), path: 'x[1]' },
  { what: 'ArrayBuffers', make: () => new Uint8Array([1, 2]).buffer, other: () => new Uint8Array([1, 3]).buffer, path: 'x[0 to 1]' },
  {
    what: 'functions by arity',
    make: () =>
      function f(a: number) {
        return a;
      },
    other: () =>
      function f() {
        return 1;
      },
    path: 'x'
  },
  {
    what: 'properties of functions',
    make: () => Object.assign(function f() {}, { calls: 1 }),
    other: () => Object.assign(function f() {}, { calls: 2 }),
    path: 'x.calls'
  },
  {
    what: 'statics of classes',
    make: () =>
      class K {
        static made = [1];
      },
    other: () =>
      class K {
        static made = [2];
      },
    path: 'x.made[0]'
  },
  {
    what: 'methods of classes',
    make: () =>
      class K {
        m() {}
      },
    other: () =>
      class K {
        n() {}
      },
    path: 'x.prototype.m (hidden)'
  },
  { what: 'URLs', make: () => new URL('http://a/b'), other: () => new URL('http://a/c'), path: 'x' },
  {
    what: 'tables',
    make: () => tableFromArrays({ a: [1, 2], b: ['u', 'v'] }),
    other: () => tableFromArrays({ a: [1, 2], b: ['u', 'w'] }),
    path: 'x.column("b")[1]'
  },
  {
    what: 'schemas',
    make: () => tableFromArrays({ a: Int32Array.of(1) }),
    other: () => tableFromArrays({ a: Float64Array.of(1) }),
    path: 'x.schema["a"]'
  },
  { what: 'vectors', make: () => vectorFromArray([1, null]), other: () => vectorFromArray([1, 2]), path: 'x[1]' }
];

describe('the description of a variable', () => {
  it.each(cases)('is the same for the same, and tells the place of a difference: $what', ({ make, other, path }) => {
    expect(firstDeviation(of(make()), of(make()))).toBeNull();
    expect(firstDeviation(of(make()), of(other()))).toMatchObject({ variable: 'x', path });
  });

  it('tells NaNs of different bits apart, which look the same', () => {
    const withBits = (low: number): Float64Array => new Float64Array(new Uint32Array([low, 0x7ff80000]).buffer);
    expect(firstDeviation(of(withBits(1)), of(withBits(2)))?.path).toBe('x[0 to 0]');
  });

  it('tells what is one object from what are two that look alike', () => {
    const list = [1];
    const one = describeAll({ a: list, b: { list } });
    const two = describeAll({ a: [1], b: { list: [1] } });
    expect(firstDeviation(variableIn(one, 'a'), variableIn(two, 'a'))).toBeNull();
    expect(firstDeviation(variableIn(one, 'b'), variableIn(two, 'b'))).toEqual({
      variable: 'b',
      path: 'b.list',
      left: 'the same as a',
      right: 'Array(1)'
    });
  });

  it('knows a cycle and a symbol that is shared', () => {
    const make = (): object => {
      const mark = Symbol('m');
      const ring: Record<string | symbol, unknown> = { [mark]: 1, mark };
      ring['self'] = ring;
      return ring;
    };
    expect(of(make())).toEqual(of(make()));
    expect(of(make()).lines.map(line => line[2])).toContain('the same as x');
  });

  it('tells views on the same bytes from views on bytes that are alike', () => {
    const bytes = new Uint8Array([1, 2, 3, 4]);
    const shared = describeAll({ a: bytes, b: bytes.subarray(2) });
    const apart = describeAll({ a: bytes.slice(), b: bytes.slice(2) });
    expect(firstDeviation(variableIn(shared, 'b'), variableIn(apart, 'b'))?.left).toBe(
      'Uint8Array(2) that shares bytes with a, 2 after its beginning'
    );
  });

  it('reads no accessor, runs no code and survives a variable that cannot be read', () => {
    let calls = 0;
    const trap = new Proxy({}, { get: () => calls++, ownKeys: () => (calls++, []) });
    const value = {
      get a() {
        return calls++;
      },
      trap,
      toJSON: () => calls++,
      [Symbol.iterator]: () => calls++
    };
    of(value);
    expect(calls).toBe(0);
    const broken = describeVariables([
      {
        name: 'x',
        read: () => {
          throw new Error('not stored: it is a socket');
        }
      }
    ]);
    expect(variableIn(broken, 'x').lines).toEqual([[0, 'x', 'not stored: it is a socket']]);
  });

  it('does not look into modules and host objects', () => {
    expect(of(process).lines).toHaveLength(1);
    expect(of({ math: Math }).lines).toHaveLength(2);
  });
});

describe('big variables', () => {
  it('are described in bounded space, and a difference far inside is told by its block', () => {
    const make = (changed: number): number[] => Array.from({ length: 300_000 }, (_, index) => (index === changed ? -1 : index / 7));
    expect(of(make(-1)).lines.length).toBeLessThan(20_100);
    expect(firstDeviation(of(make(-1)), of(make(-1)))).toBeNull();
    expect(firstDeviation(of(make(-1)), of(make(250_000)))).not.toBeNull();
    expect(firstDeviation(of(make(-1)), of(make(5)))?.path).toBe('x[5]');
  });

  it('may be arrays of numbers with something else among them', () => {
    const make = (changed: number): unknown[] =>
      Array.from({ length: 60_000 }, (_, index) => (index === 30_000 ? 'text' : index + changed));
    const texts = of(make(0)).lines.map(line => line[2]);
    expect(texts.some(text => text.startsWith('… '))).toBe(true);
    expect(firstDeviation(of(make(0)), of(make(0)))).toBeNull();
    expect(firstDeviation(of(make(0)), of(make(0).with(30_000, 'other')))).not.toBeNull();
    expect(firstDeviation(of(make(0)), of(make(0).with(59_999, -1)))).not.toBeNull();
  });

  it('may have four thousand million holes', () => {
    const make = (last: number): number[] => {
      const array: number[] = [1];
      array[4_000_000_000] = last;
      return array;
    };
    expect(firstDeviation(of(make(1)), of(make(1)))).toBeNull();
    expect(firstDeviation(of(make(1)), of(make(2)))?.path).toBe('x[4000000000]');
  });

  it('may be a chain of a hundred thousand objects', () => {
    let chain: object | null = null;
    for (let index = 0; index < 100_000; index++) chain = { chain };
    expect(of(chain).digest).toMatch(/^[0-9a-f]{40}$/);
  });

  it('may be typed arrays, told by their block', () => {
    const make = (changed: number): Float64Array => new Float64Array(300_000).fill(1, changed, changed + 1);
    expect(firstDeviation(of(make(0)), of(make(0)))).toBeNull();
    expect(firstDeviation(of(make(0)), of(make(200_000)))?.path).toBe('x[0 to 131071]');
  });
});

describe('Arrow tables', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => index);
  const values = rows.map(index => (index % 7 === 0 ? null : index / 3));
  const texts = rows.map(index => (index % 11 === 0 ? null : `text ${index % 90}`));
  const lists = rows.map(index => (index % 5 === 0 ? null : [index, index + 1]));
  const whole = new Table({
    n: vectorFromArray(values, new Float64()),
    t: vectorFromArray(texts, new Utf8()),
    d: vectorFromArray(texts),
    b: vectorFromArray(rows.map(index => index % 3 === 0)),
    l: vectorFromArray(lists),
    s: vectorFromArray(rows.map(index => ({ a: index, b: `${index}` })))
  });

  it('are the same however they are cut into batches', () => {
    const cut = whole.slice(0, 1234).concat(whole.slice(1234, 1300)).concat(whole.slice(1300));
    expect(cut.batches.length).toBeGreaterThan(whole.batches.length);
    expect(firstDeviation(of(whole), of(cut))).toBeNull();
  });

  it.each([0, 1, 2, 3, 4, 5])('differ when one value of column %i does', column => {
    const name = whole.schema.names[column]!;
    const changed = new Table({
      n: vectorFromArray(values.with(4321, 0.25), new Float64()),
      t: vectorFromArray(texts.with(4321, 'other'), new Utf8()),
      d: vectorFromArray(texts.with(4321, 'other')),
      b: vectorFromArray(rows.map(index => (index === 4321 ? true : index % 3 === 0))),
      l: vectorFromArray(lists.with(4321, [1])),
      s: vectorFromArray(rows.map(index => ({ a: index === 4321 ? -1 : index, b: `${index}` })))
    });
    const found = firstDeviation(of(whole.select([name])), of(changed.select([name])));
    expect(found?.path).toBe(`x.column("${name}")[4096 to 4999]`);
  });

  it('do not differ by what lies under a null', () => {
    const make = (hidden: number): Table => {
      const child = makeData({
        type: new Int32(),
        length: 2,
        nullCount: 1,
        nullBitmap: new Uint8Array([0b01]),
        data: new Int32Array([1, hidden])
      });
      const schema = new Schema([new Field('a', new Int32(), true)]);
      const data = makeData({ type: new Struct(schema.fields), length: 2, nullCount: 0, children: [child] });
      return new Table([new RecordBatch(schema, data)]);
    };
    expect(firstDeviation(of(make(5)), of(make(6)))).toBeNull();
    expect(of(makeVector(new Int32Array([1, 5]))).digest).not.toBe(of(makeVector(new Int32Array([1, 6]))).digest);
  });

  it('have no identity: a table in two variables may come back as two', () => {
    expect(describeAll({ a: whole, b: whole }).variables[1]!.digest).toBe(describeAll({ a: whole, b: whole.slice() }).variables[1]!.digest);
  });
});
