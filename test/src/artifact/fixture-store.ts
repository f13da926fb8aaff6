import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';

const folder = join(import.meta.dirname, '../../fixtures/metaflow');

/** What the real client says of a blob: its value in the encoding that the fixture's README tells, or why it could not load it. */
export interface Expected {
  readonly type?: string;
  readonly repr?: string;
  readonly value?: unknown;
  readonly load_error?: string;
}

/** What the stock Python client loaded from each blob, by key. */
export function expectedValues(file: 'expected.json' | 'expected-old.json'): Map<string, Expected> {
  const all = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { values_by_sha: Record<string, Expected> };
  return new Map(Object.entries(all.values_by_sha));
}

/** The pickles of a store that real Metaflow wrote, by key. */
export async function fixtureBlobs(file: 'store.tar.gz' | 'store-old.tar.gz'): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  const reader = extract();
  reader.end(gunzipSync(readFileSync(join(folder, file))));
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const key = /\/data\/[0-9a-f]{2}\/([0-9a-f]{40})$/.exec(entry.header.name)?.[1];
    if (key !== undefined) blobs.set(key, unpack(Buffer.concat(chunks)));
  }
  return blobs;
}

/** Blobs are gzipped unless they are raw. */
function unpack(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}
