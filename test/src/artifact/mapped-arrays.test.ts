import { makeVector, Table } from 'apache-arrow';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedValue } from '../../../src/artifact/artifact';
import { decodeValue } from '../../../src/artifact/decode-value';
import { encodeValue } from '../../../src/artifact/encode-variables';
import { namingContext } from '../../../src/artifact/naming-context';
import type { BlobStore } from '../../../src/datastore/datastore';
import { openBlobStore } from '../../../src/datastore/local-blob-store';
import { mappingOf } from '../../../src/mapped-memory';

let folder = '';
let store: BlobStore;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hw-arrays-'));
  store = openBlobStore(path.join(folder, '.metaflow'), 'F');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = 200_000;

function encode(value: unknown): EncodedValue {
  return encodeValue('x', value, namingContext);
}

function load<T>(value: T): { loaded: T; key: string } {
  const { key, parts, raw } = encode(value);
  store.save(key, parts, raw);
  return { loaded: decodeValue(store.map(key), namingContext) as T, key };
}

function sha1(value: unknown): string {
  const hash = createHash('sha1');
  for (const part of encode(value).parts) hash.update(part);
  return hash.digest('hex');
}

const kinds: readonly (readonly [string, () => ArrayBufferView])[] = [
  ['Float64Array', () => Float64Array.from({ length: count }, (_, i) => i / 3)],
  ['Float32Array', () => Float32Array.from({ length: 2 * count }, (_, i) => i / 3)],
  ['BigInt64Array', () => BigInt64Array.from({ length: count }, (_, i) => -BigInt(i))],
  ['Uint8ClampedArray', () => Uint8ClampedArray.from({ length: 8 * count }, (_, i) => i % 256)],
  ['Buffer', () => Buffer.alloc(8 * count, 'abc')]
];

describe('a long typed array', () => {
  it.each(kinds)('%s is mapped from the store, with a buffer that is its own', (_, make) => {
    const value = make();
    const { loaded, key } = load(value);
    expect(Object.getPrototypeOf(loaded)).toBe(Object.getPrototypeOf(value));
    expect(Buffer.compare(bytesOf(loaded), bytesOf(value))).toBe(0);
    expect([loaded.byteOffset, loaded.buffer.byteLength]).toEqual([0, value.byteLength]);
    expect(mappingOf(loaded.buffer)).toMatchObject({ key });
    expect(encode(loaded).key).toBe(sha1(value));
  });

  it('that was changed has the key of what it holds now', () => {
    const { loaded, key } = load(new Float64Array(count).fill(1));
    loaded[count - 1] = 2;
    expect(encode(loaded).key).toBe(sha1(loaded));
    expect(encode(loaded).key).not.toBe(key);
    loaded[count - 1] = 1;
    expect(encode(loaded).key).toBe(key);
  });

  it('inside an object is mapped as well; what lies around it counts', () => {
    const { loaded, key } = load({ name: 'm', layers: new Map([['w', new Float64Array(count).fill(3)]]), n: 1 });
    expect(mappingOf(loaded.layers.get('w')?.buffer ?? new ArrayBuffer(0))).toMatchObject({ key });
    expect(encode(loaded).key).toBe(key);
    loaded.n = 2;
    expect(encode(loaded).key).toBe(sha1(loaded));
    expect(encode(loaded).key).not.toBe(key);
  });

  it('that takes the place of another one of the same length is told from it', () => {
    const { loaded, key } = load({ a: new Float64Array(count).fill(1), b: new Float64Array(count).fill(2) });
    [loaded.a, loaded.b] = [loaded.b, loaded.a];
    expect(encode(loaded).key).toBe(sha1(loaded));
    expect(encode(loaded).key).not.toBe(key);
  });

  it('with the content of a mapped one that has changed is not taken for it', () => {
    const { loaded, key } = load({ a: new Float64Array(count).fill(1), b: new Float64Array(count).fill(2) });
    loaded.a.fill(5);
    loaded.a = new Float64Array(count).fill(5);
    expect(encode(loaded).key).toBe(sha1(loaded));
    expect(encode(loaded).key).not.toBe(key);
  });

  it('and views that share a buffer keep sharing it', () => {
    const memory = new ArrayBuffer(8 * count);
    const { loaded, key } = load({ memory, words: new Uint32Array(memory), halves: new Uint16Array(memory, 8, 4) });
    expect([loaded.words.buffer, loaded.halves.buffer]).toEqual([loaded.memory, loaded.memory]);
    expect(loaded.words.buffer).toBe(loaded.memory);
    expect(mappingOf(loaded.memory)).toMatchObject({ key });
    loaded.halves[0] = 7;
    expect(loaded.words[2]).toBe(7);
    expect(encode(loaded).key).toBe(sha1(loaded));
  });

  it('below a mebibyte is stored as it always was', () => {
    const { parts } = encode(new Float64Array(1000));
    expect(Buffer.concat(parts).subarray(0, 4)).toEqual(Buffer.from([0x80, 4, 0x8c, 'numpy.core.multiarray'.length]));
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

describe('rows of a table of objects', () => {
  const time = new Date(5);
  const twins = [{ t: time }, { t: time }];
  const special: readonly (readonly [string, object])[] = [
    ['a date with a property', Object.assign(new Date(5), { zone: 'x' })],
    [
      'an accessor',
      {
        get a() {
          return 1;
        }
      }
    ],
    ['a hidden key', Object.defineProperty({ a: 1 }, 'b', { value: 2, enumerable: false, writable: true, configurable: true })],
    ['a symbol key', { a: 1, [Symbol.for('b')]: 2 }],
    ['a read-only key', Object.defineProperty({}, 'a', { value: 1, enumerable: true, configurable: true })],
    ['frozen', Object.freeze({ a: 1 })],
    ['nothing', {}],
    ['undefined', { a: undefined, b: null }],
    ['an index before a name', { b: 1, 0: 'x' }]
  ];

  it.each(special)('keep what is special about one: %s', (_, row) => {
    const { loaded } = load([{ a: 1 }, row]);
    expect(Object.getOwnPropertyDescriptors(loaded[1])).toEqual(
      'get' in (Object.getOwnPropertyDescriptor(row, 'a') ?? {})
        ? expect.objectContaining({ a: expect.anything() as unknown })
        : Object.getOwnPropertyDescriptors(row)
    );
    expect(Object.isFrozen(loaded[1])).toBe(Object.isFrozen(row));
    expect(Reflect.ownKeys(loaded[1] ?? {})).toEqual(Reflect.ownKeys(row));
  });

  it('that share a date share it again', () => {
    const { loaded } = load(twins);
    expect(loaded[0]?.t).toBe(loaded[1]?.t);
    expect(loaded[0]?.t).toEqual(time);
  });
});

describe('mapped tables', () => {
  it('have columns with buffers of their own over the mapped pages', () => {
    const { loaded } = load(new Table({ x: makeVector(new Float64Array(count).fill(0.5)), n: makeVector(new Int32Array(count).fill(7)) }));
    const column = loaded.getChild('n')?.toArray() as Int32Array<ArrayBuffer>;
    expect([column.length, column[count - 1], column.byteOffset, column.buffer.byteLength]).toEqual([count, 7, 0, 4 * count]);
    expect(mappingOf(column.buffer)).toBeDefined();
  });
});
