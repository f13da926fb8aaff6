import type { Finding } from '../../src/comparison/run-facts';

const mostBytes = 512 * 1024;

/** What files of each kind begin with. */
const beginnings = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]]
] as const;

/** A picture, known by its first bytes; null for other bytes, and for one of more than 512 kB. */
export function imageOf(bytes: Uint8Array): Finding | null {
  const found = beginnings.find(([, beginning]) => beginning.every((byte, i) => bytes[i] === byte));
  if (found === undefined || bytes.length > mostBytes) return null;
  return { kind: 'image', mime: found[0], data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
}
