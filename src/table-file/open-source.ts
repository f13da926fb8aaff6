import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { HeadwaterError } from '../errors';
import type { ByteSource, FilePlace } from './byte-source';
import { openUrl } from './http-source';

/**
 * Opens a file for reading in pieces.
 * @throws HeadwaterError HW740 when there is none, or it cannot be read; HW741 when a web server does not give it in pieces
 */
export async function openSource(place: FilePlace): Promise<ByteSource> {
  if (place instanceof Uint8Array) return sourceOfBytes(place);
  if (place instanceof ArrayBuffer) return sourceOfBytes(new Uint8Array(place));
  const url = urlOf(place);
  if (url === null) return openFile(String(place));
  return url.protocol === 'file:' ? openFile(url) : openUrl(url);
}

/** A letter and a colon is a drive. */
function urlOf(place: string | URL): URL | null {
  if (place instanceof URL) return place;
  return /^(https?|file):\/\//i.test(place) ? new URL(place) : null;
}

function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return {
    name: 'these bytes',
    size: bytes.byteLength,
    read: (from, to) => Promise.resolve(new Uint8Array(bytes.subarray(from, to))),
    close: () => Promise.resolve()
  };
}

const calls = { open: promisify(open), fstat: promisify(fstat), read: promisify(read), close: promisify(close) };

async function openFile(path: string | URL): Promise<ByteSource> {
  const name = String(path);
  try {
    const file = await calls.open(path, 'r');
    const { size } = await calls.fstat(file);
    return { name, size, read: (from, to) => readPiece(file, name, from, to), close: () => calls.close(file) };
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Node reads at most 2 GiB a call. */
const longestRead = 256 * 1024 * 1024;

async function readPiece(file: number, name: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(to - from);
  let length = 0;
  while (length < piece.length) {
    const { bytesRead } = await calls
      .read(file, piece, length, Math.min(longestRead, piece.length - length), from + length)
      .catch((error: unknown) => {
        throw unreadable(name, error);
      });
    if (bytesRead === 0) throw unreadable(name, new Error('it became shorter while it was read'));
    length += bytesRead;
  }
  return piece;
}

function unreadable(name: string, cause: unknown): HeadwaterError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const why = isMissing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause);
  return new HeadwaterError('HW740', `${name} cannot be read: ${why}.`, {
    about: name,
    hint: isMissing ? `Paths are relative to ${process.cwd()}.` : 'Check its permissions and its disk.',
    cause
  });
}
