import { createHash } from 'node:crypto';
import type { EncodedValue } from '../artifact';

/** Blobs with a part of at least this many bytes are stored uncompressed. */
const rawFrom = 1 << 20;

/** A finished blob: its parts, their sha1 (taken part by part), and what people and Metaflow want to know of the value. */
export function seal(parts: readonly Uint8Array[], about: { readonly pythonType: string; readonly summary: string }): EncodedValue {
  const hash = createHash('sha1');
  let size = 0;
  for (const part of parts) {
    hash.update(part);
    size += part.length;
  }
  const raw = isEnvelopeHead(parts) || parts.some(part => part.length >= rawFrom);
  return { parts, size, key: hash.digest('hex'), raw, ...about };
}

/** The head of an Arrow envelope is a part of exactly 256 bytes. */
function isEnvelopeHead(parts: readonly Uint8Array[]): boolean {
  const [head] = parts;
  return head?.length === 256 && head[247] === 0x8e;
}
