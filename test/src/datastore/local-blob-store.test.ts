import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../src/datastore/datastore';
import { openBlobStore } from '../../../src/datastore/local-blob-store';

let root: string;
let blobs: BlobStore;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'headwater-blobs-'));
  blobs = openBlobStore(root, 'Flow');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const keyOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
const fileOf = (key: string): string => path.join(root, 'Flow', 'data', key.slice(0, 2), key);
const bytesOf = (text: string): Uint8Array => Buffer.from(text);

describe('a blob', () => {
  it('lies compressed under its key, with the note that Metaflow wants', () => {
    const bytes = bytesOf('some value '.repeat(1000));
    const key = keyOf(bytes);
    blobs.save(key, [bytes.subarray(0, 10), bytes.subarray(10)], false);
    expect(gunzipSync(readFileSync(fileOf(key))).equals(bytes)).toBe(true);
    expect(JSON.parse(readFileSync(`${fileOf(key)}_meta`, 'utf8'))).toEqual({ cas_raw: false, cas_version: 1 });
    expect(Buffer.from(blobs.load(key)).equals(bytes)).toBe(true);
  });

  it('lies as it is when it is raw', () => {
    const bytes = bytesOf('raw');
    blobs.save(keyOf(bytes), [bytes], true);
    expect(readFileSync(fileOf(keyOf(bytes)), 'utf8')).toBe('raw');
    expect(JSON.parse(readFileSync(`${fileOf(keyOf(bytes))}_meta`, 'utf8'))).toEqual({ cas_raw: true, cas_version: 1 });
    expect(Buffer.from(blobs.load(keyOf(bytes))).toString()).toBe('raw');
  });

  it.each([0, 1, 2047, 2048, 100_000])('of %i bytes comes back', size => {
    const bytes = Buffer.alloc(size, 'x');
    for (const raw of [true, false]) {
      const store = openBlobStore(root, raw ? 'Raw' : 'Packed');
      store.save(keyOf(bytes), [bytes], raw);
      expect(Buffer.from(store.load(keyOf(bytes))).equals(bytes)).toBe(true);
    }
  });

  it('is not written twice, and leaves no temporary file', () => {
    const key = keyOf(bytesOf('once'));
    expect(blobs.has(key)).toBe(false);
    blobs.save(key, [bytesOf('once')], false);
    const before = statSync(fileOf(key)).ino;
    blobs.save(key, [bytesOf('once')], false);
    expect(statSync(fileOf(key)).ino).toBe(before);
    expect(blobs.has(key)).toBe(true);
    expect(readdirSync(path.dirname(fileOf(key))).sort()).toEqual([key, `${key}_meta`]);
  });

  it('of Python loads without its note, as from stores before Metaflow 2.4', () => {
    const key = keyOf(bytesOf('old'));
    mkdirSync(path.dirname(fileOf(key)), { recursive: true });
    writeFileSync(fileOf(key), gzipSync('old'));
    expect(Buffer.from(blobs.load(key)).toString()).toBe('old');
  });
});

describe('a blob that is not as it should be', () => {
  it('is named when it is missing', () => {
    const key = keyOf(bytesOf('gone'));
    expect(() => blobs.load(key)).toThrow(expect.objectContaining({ code: 'HW411', about: key }));
    expect(() => blobs.map(key)).toThrow(expect.objectContaining({ code: 'HW411' }));
  });

  it.each([true, false])('is named when its bytes do not match its key (raw: %s)', raw => {
    const key = keyOf(bytesOf('right'));
    blobs.save(key, [bytesOf('right')], raw);
    writeFileSync(fileOf(key), raw ? 'wrong' : gzipSync('wrong'));
    expect(() => blobs.load(key)).toThrow(expect.objectContaining({ code: 'HW412', about: key }));
  });

  it('is named when it is cut short', () => {
    const key = keyOf(bytesOf('whole value'));
    blobs.save(key, [bytesOf('whole value')], false);
    writeFileSync(fileOf(key), readFileSync(fileOf(key)).subarray(0, 12));
    expect(() => blobs.load(key)).toThrow(expect.objectContaining({ code: 'HW412' }));
  });

  it('cannot be asked for by a key that is a path', () => {
    for (const key of ['../../secret', 'abc', '']) expect(() => blobs.load(key)).toThrow(expect.objectContaining({ code: 'HW412' }));
  });

  it.skipIf(process.getuid?.() === 0)('says which folder cannot be written', () => {
    mkdirSync(path.join(root, 'Flow'));
    chmodSync(path.join(root, 'Flow'), 0o555);
    expect(() => blobs.save(keyOf(bytesOf('x')), [bytesOf('x')], false)).toThrow(expect.objectContaining({ code: 'HW414' }));
    chmodSync(path.join(root, 'Flow'), 0o755);
  });

  it('says that a file stands in the way', () => {
    writeFileSync(path.join(root, 'Flow'), '');
    expect(() => blobs.save(keyOf(bytesOf('x')), [bytesOf('x')], false)).toThrow(expect.objectContaining({ code: 'HW414' }));
  });
});

describe('a mapped blob', () => {
  const big = Buffer.alloc(1_500_000, 'abcdefgh');

  it('has the bytes of the file, and writing to it does not change the file', () => {
    blobs.save(keyOf(big), [big], true);
    const mapped = blobs.map(keyOf(big));
    expect(Buffer.from(mapped.buffer, mapped.byteOffset, mapped.byteLength).equals(big)).toBe(true);
    mapped[0] = 0;
    expect(readFileSync(fileOf(keyOf(big))).equals(big)).toBe(true);
    expect(blobs.map(keyOf(big))[0]).toBe('a'.charCodeAt(0));
  });

  it('is aligned for any typed array', () => {
    blobs.save(keyOf(big), [big], true);
    const mapped = blobs.map(keyOf(big));
    expect(new Float64Array(mapped.buffer, mapped.byteOffset + 256, 8)).toHaveLength(8);
  });

  it('outlives the store and its file', () => {
    blobs.save(keyOf(big), [big], true);
    const mapped = blobs.map(keyOf(big));
    rmSync(fileOf(keyOf(big)));
    expect(mapped.at(-1)).toBe('h'.charCodeAt(0));
  });

  it.skipIf(!['linux', 'darwin'].includes(process.platform))('is not read into memory', () => {
    const bytes = Buffer.alloc(64_000_000, 7);
    const key = keyOf(bytes);
    blobs.save(key, [bytes], true);
    blobs.map(key);
    const before = process.memoryUsage.rss();
    const mapped = blobs.map(key);
    expect(mapped[5_000_000]).toBe(7);
    expect(process.memoryUsage.rss() - before).toBeLessThan(16_000_000);
  });

  it('is read and checked when it is small or compressed', () => {
    const key = keyOf(bytesOf('small'));
    blobs.save(key, [bytesOf('small')], false);
    expect(Buffer.from(blobs.map(key)).toString()).toBe('small');
    writeFileSync(fileOf(key), gzipSync('other'));
    expect(() => blobs.map(key)).toThrow(expect.objectContaining({ code: 'HW412' }));
  });
});
