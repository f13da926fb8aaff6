import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapFile, smallestMapping } from '../../../src/datastore/map-file';
import { mappingOf, type MappedMemory } from '../../../src/mapped-memory';

const pages = 600;
const pageSize = 4096;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hw-map-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mapped(name: string): { bytes: Uint8Array; memory: MappedMemory } {
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.alloc(pages * pageSize, 7));
  const bytes = mapFile(file);
  const memory = bytes === null ? undefined : mappingOf(bytes.buffer);
  if (bytes === null || memory === undefined) throw new Error('It is not mapped.');
  return { bytes, memory };
}

test('a file below the smallest size is not mapped', () => {
  const file = path.join(folder, 'small');
  writeFileSync(file, Buffer.alloc(smallestMapping - 1));
  expect(mapFile(file)).toBeNull();
  expect(mapFile(path.join(folder, 'missing'))).toBeNull();
});

test('memory that was only read is unchanged, and knows its content key', () => {
  const { bytes, memory } = mapped('read');
  expect(bytes.reduce((sum, byte) => sum + byte, 0)).toBe(7 * pages * pageSize);
  expect(memory.changed(0, bytes.length)).toBeNull();
  expect({ key: memory.key, offset: memory.offset }).toEqual({ key: 'read', offset: 0 });
});

test('what was written is found to the byte', () => {
  const { bytes, memory } = mapped('written');
  bytes[5 * pageSize + 17] = 8;
  bytes[400 * pageSize] = 9;
  expect(memory.changed(0, bytes.length)).toEqual({ start: 5 * pageSize + 17, end: 400 * pageSize + 1 });
  expect(memory.changed(6 * pageSize, bytes.length)).toEqual({ start: 400 * pageSize, end: 400 * pageSize + 1 });
  expect(memory.changed(5 * pageSize + 18, 400 * pageSize)).toBeNull();
});

test('writing what was there changes nothing', () => {
  const { bytes, memory } = mapped('same');
  bytes.fill(7);
  expect(memory.changed(0, bytes.length)).toBeNull();
});

test('a part has a buffer of its own over the same pages', () => {
  const { bytes, memory } = mapped('part');
  const part = new Uint8Array(memory.part(3 * pageSize + 64, 1000));
  const own = mappingOf(part.buffer);
  expect(part.buffer.byteLength).toBe(1000);
  expect(own).toMatchObject({ key: 'part', offset: 3 * pageSize + 64 });
  part[10] = 1;
  expect(bytes[3 * pageSize + 74]).toBe(1);
  expect(own?.changed(0, 1000)).toEqual({ start: 10, end: 11 });
  expect(own?.changed(11, 1000)).toBeNull();
});

test('nothing that is written reaches the file', () => {
  const { bytes } = mapped('private');
  bytes.fill(1);
  const again = mapFile(path.join(folder, 'private'));
  expect(again?.[0]).toBe(7);
});
