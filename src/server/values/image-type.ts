import { types } from 'node:util';

/** A picture inside a value. */
export interface Picture {
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly bytes: Uint8Array;
}

/** The bytes of a value that is a picture of a kind that cannot run anything; null for other values. By the first bytes that the formats ask for. */
export function pictureOf(value: unknown): Picture | null {
  const bytes = types.isUint8Array(value) ? value : types.isArrayBuffer(value) ? new Uint8Array(value) : null;
  if (bytes === null) return null;
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return { contentType: 'image/png', bytes };
  if (head.startsWith('\xff\xd8\xff')) return { contentType: 'image/jpeg', bytes };
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return { contentType: 'image/gif', bytes };
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? { contentType: 'image/webp', bytes } : null;
}
