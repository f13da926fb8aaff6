import { isDeepStrictEqual, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { symbolWithId, idOfSymbol } from '../../../src/artifact/unique-symbols';
import { cellContext, roundTrip } from './cell-context';

const code = cellContext();

/** The loaded value, once it is clear that storing it again gives the same bytes. */
function reload<T>(value: T): T {
  const { value: loaded, bytes, again } = roundTrip(value, code);
  expect(again.equals(bytes)).toBe(true);
  return loaded as T;
}

describe('values come back as what they were', () => {
  it.each([
    ['null', null],
    ['undefined', undefined],
    ['a number', 3],
    ['minus zero', -0],
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['an integer at the edge of 16 bits', 65535],
    ['an integer at the edge of 32 bits', -(2 ** 31)],
    ['an integer beyond 32 bits', 2 ** 31],
    ['the greatest safe integer', Number.MAX_SAFE_INTEGER],
    ['an integer that is not safe', 2 ** 60],
    ['a small bigint', 5n],
    ['a negative bigint at a byte edge', -128n],
    ['a bigint past a byte edge', 128n],
    ['a big bigint', -(7n ** 200n)],
    ['a text', 'žluť \u{1f40e}'],
    ['a long text', 'é'.repeat(40_000)],
    ['half a surrogate pair', 'a\ud800b'],
    ['an empty array', []],
    ['undefined in an array', [undefined, null]],
    ['holes', [1, , 3, ,]],
    ['an object in its order', { b: 1, a: [2, { c: undefined }] }],
    ['an own key __proto__', JSON.parse('{"__proto__":{"x":1},"b":2}') as unknown],
    ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['a Map', new Map<unknown, unknown>([['a', 1], ['b', { x: 1 }]])], // prettier-ignore
    ['a Map whose keys Python takes for one', new Map<unknown, unknown>([[1, 'n'], [true, 'b'], [1n, 'i']])], // prettier-ignore
    ['a Map with object keys', new Map<unknown, unknown>([[{ k: 1 }, 1], [[2], 2]])], // prettier-ignore
    ['an empty Map', new Map()],
    ['a Set', new Set(['x', 1, null])],
    ['a Set that Python cannot hold', new Set([{ a: 1 }, 0, false])],
    ['a Date', new Date('2024-02-29T12:34:56.789Z')],
    ['a Date before Python begins', new Date(-8.64e15)],
    ['a Buffer', Buffer.from([0, 255, 10])],
    ['an empty Buffer', Buffer.alloc(0)],
    ['a Float64Array', new Float64Array([1, -0, NaN, Infinity])],
    ['an empty typed array', new Int16Array(0)],
    ['a clamped array', new Uint8ClampedArray([1, 300])],
    ['a BigUint64Array', new BigUint64Array([2n ** 64n - 1n])],
    ['an ArrayBuffer', new Uint8Array([1, 2, 3]).buffer],
    ['a DataView', new DataView(new ArrayBuffer(8), 2, 4)],
    ['a RegExp', /a+(b)/giu],
    ['boxed primitives', [Object(1), Object('abc'), Object(true), Object(2n)]],
    ['a symbol key', { [Symbol.for('k')]: 1, a: 2 }],
    ['a long sparse array', Object.assign([], { 5: 'a', 1_000_000: 'b' })],
    ['other properties of an array', Object.assign([1, 2], { label: 'x' })]
  ])('%s', (_, value) => {
    const loaded = reload(value);
    expect(isDeepStrictEqual(loaded, value) || inspect(loaded)).toBe(true);
  });

  it('an invalid Date', () => {
    expect(reload(new Date(NaN)).getTime()).toBeNaN();
  });

  it('a position in a RegExp', () => {
    const pattern = /a/g;
    pattern.lastIndex = 3;
    expect(reload(pattern).lastIndex).toBe(3);
  });

  it('frozen, sealed and closed objects', () => {
    const [frozen, sealed, closed, list] = reload([
      Object.freeze({ a: 1 }),
      Object.seal({ a: 1 }),
      Object.preventExtensions({ a: 1 }),
      Object.freeze([1])
    ]);
    expect([
      Object.isFrozen(frozen),
      Object.isFrozen(sealed),
      Object.isSealed(sealed),
      Object.isExtensible(closed),
      Object.isSealed(closed),
      Object.isFrozen(list)
    ]).toEqual([true, false, true, false, false, true]);
  });

  it('hidden and read-only properties, in their place', () => {
    const value = Object.defineProperties(
      {},
      { first: { value: 1, enumerable: true }, hidden: { value: [2], writable: true, configurable: true } }
    );
    Object.assign(value, { last: 3 });
    expect(Object.getOwnPropertyDescriptors(reload(value))).toEqual(Object.getOwnPropertyDescriptors(value));
    expect(Reflect.ownKeys(reload(value))).toEqual(['first', 'hidden', 'last']);
  });

  it('a prototype that is no class', () => {
    const value = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true, writable: true, configurable: true } }) as Record<
      string,
      number
    >;
    expect([reload(value)['inherited'], Object.keys(reload(value))]).toEqual([1, ['own']]);
  });
});

describe('identity is kept', () => {
  it('of shared and cyclic objects', () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = { a: shared, b: [shared], map: new Map([[shared, shared]]) };
    value['self'] = value;
    const loaded = reload(value) as { a: object; b: object[]; map: Map<object, object>; self: object };
    expect(loaded.self).toBe(loaded);
    expect(loaded.b[0]).toBe(loaded.a);
    expect(loaded.map.get(loaded.a)).toBe(loaded.a);
  });

  it('of a buffer that several views share', () => {
    const buffer = new ArrayBuffer(32);
    const [bytes, doubles, view] = reload([new Uint8Array(buffer, 4, 9), new Float64Array(buffer, 8, 1), new DataView(buffer, 3)] as const);
    expect(doubles.buffer).toBe(bytes.buffer);
    expect([bytes.byteOffset, bytes.length, doubles.byteOffset, view.byteOffset, view.byteLength]).toEqual([4, 9, 8, 3, 29]);
    doubles[0] = 0.1;
    expect(bytes.some(byte => byte !== 0)).toBe(true);
  });

  it('of Buffers that overlap, without what lies beside them in their pool', () => {
    const secret = Buffer.from('something else');
    const whole = Buffer.from('hello world');
    const { bytes } = roundTrip([whole, whole.subarray(0, 5)], code);
    expect(bytes.includes(secret)).toBe(false);
    const [first, second] = reload([whole, whole.subarray(0, 5)]);
    if (first) first[0] = 72;
    expect(String(second)).toBe('Hello');
  });

  it('of a URL and its parameters, in either order', () => {
    const url = new URL('https://example.org/?a=1');
    for (const value of [
      { url, params: url.searchParams },
      { params: url.searchParams, url }
    ]) {
      const loaded = reload(value);
      loaded.params.append('b', '2');
      expect(loaded.url.href).toBe('https://example.org/?a=1&b=2');
    }
  });

  it('of symbols, across processes by their id', () => {
    const own = Symbol('own');
    const loaded = reload({ own, [own]: 1, list: [Symbol.iterator, Symbol.for('x')] });
    expect(loaded.own).toBe(own);
    expect(loaded[own]).toBe(1);
    expect(loaded.list).toEqual([Symbol.iterator, Symbol.for('x')]);
    const foreign = symbolWithId('an id from another process', 'label');
    expect(symbolWithId('an id from another process', 'label')).toBe(foreign);
    expect(idOfSymbol(foreign)).toBe('an id from another process');
  });
});

describe('size and depth', () => {
  it('a list of 100,000 links does not overflow the stack', () => {
    let head: { next: unknown } | null = null;
    for (let i = 0; i < 100_000; i++) head = { next: head };
    let count = 0;
    for (let at: unknown = reload(head); at !== null; at = (at as { next: unknown }).next) count++;
    expect(count).toBe(100_000);
  });

  it('big buffers are parts of their own, not copies', async () => {
    const { encodeValue } = await import('../../../src/artifact/encode-variables');
    const numbers = new Float64Array(1 << 18);
    const { parts, raw } = encodeValue('numbers', { numbers }, code);
    expect(parts.some(part => part.buffer === numbers.buffer)).toBe(true);
    expect(raw).toBe(true);
  });
});

describe('any value', () => {
  it('is the same after a round trip, and has the same bytes again', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const value = randomValue(randomNumbers(seed), 4);
      const { value: loaded, bytes, again } = roundTrip(value, code);
      expect(
        isDeepStrictEqual(loaded, value) || `seed ${seed}: ${inspect(value, { depth: 8 })} became ${inspect(loaded, { depth: 8 })}`
      ).toBe(true);
      expect(again.equals(bytes) || `seed ${seed}: other bytes for ${inspect(value, { depth: 8 })}`).toBe(true);
    }
  });
});

/** Numbers in [0, 1) that depend on the seed only (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomValue(random: () => number, depth: number, pool: unknown[] = []): unknown {
  const pick = Math.floor(random() * (depth > 0 ? 16 : 9));
  const many = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 5) }, make);
  const child = (): unknown => randomValue(random, depth - 1, pool);
  const made = [
    () => null,
    () => undefined,
    () => random() < 0.5,
    () => Math.floor((random() - 0.5) * 2 ** (random() * 70)),
    () => random() * 10 ** (random() * 600 - 300),
    () => BigInt(Math.floor(random() * 2 ** 53)) ** BigInt(Math.floor(random() * 6)),
    () => String.fromCodePoint(...many(() => Math.floor(random() * 0x11000))),
    () => new Date(Math.floor((random() - 0.5) * 1e15)),
    () => pool[Math.floor(random() * pool.length)] ?? 'none yet',
    () => many(child),
    () => Object.fromEntries(many(() => [String(Math.floor(random() * 20)) + (random() < 0.5 ? 'k' : ''), child()])),
    () => new Map(many(() => [child(), child()])),
    () => new Set(many(child)),
    () => Float32Array.from(many(random)),
    () => Buffer.from(many(() => Math.floor(random() * 256))),
    () => Object.assign(many(child), { [random() < 0.5 ? 'extra' : 5]: child() })
  ][pick]?.();
  if (typeof made === 'object' && made !== null) pool.push(made);
  return made;
}
