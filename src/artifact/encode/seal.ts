import { createHash } from 'node:crypto';
import { mappingOf, type MappedMemory } from '../../mapped-memory';
import type { EncodedValue } from '../artifact';

/** Blobs with a part of at least this many bytes are stored uncompressed. */
const rawFrom = 1 << 20;

/** A finished blob: its parts, their sha1, and what people and Metaflow want to know of the value. */
export function seal(parts: readonly Uint8Array[], about: { readonly pythonType: string; readonly summary: string }): EncodedValue {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const raw = isEnvelopeHead(parts) || parts.some(part => part.length >= rawFrom);
  return { parts, size, key: keyOfMapped(parts, size) ?? sha1(parts), raw, ...about };
}

/** The key of the mapped blob that the parts are, byte for byte; null when there is none. Clean pages are not read. */
function keyOfMapped(parts: readonly Uint8Array[], size: number): string | null {
  const large = parts.find(part => part.length >= rawFrom && mappingOf(part.buffer) !== undefined);
  const mapping = large && mappingOf(large.buffer);
  if (mapping?.blob.length !== size) return null;
  let position = 0;
  for (const part of parts) {
    if (!isAsStored(part, position, mapping)) return null;
    position += part.length;
  }
  return mapping.key;
}

function isAsStored(part: Uint8Array, position: number, { key, blob }: MappedMemory): boolean {
  const own = mappingOf(part.buffer);
  const start = part.byteOffset;
  if (own?.key === key && own.offset + start === position) return own.changed(start, start + part.length) === null;
  const end = position + part.length;
  return mappingOf(blob.buffer)?.changed(position, end) === null && Buffer.compare(blob.subarray(position, end), part) === 0;
}

/** Taken part by part. */
function sha1(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** The head of an Arrow envelope is a part of exactly 256 bytes. */
function isEnvelopeHead(parts: readonly Uint8Array[]): boolean {
  const [head] = parts;
  return head?.length === 256 && head[247] === 0x8e;
}
