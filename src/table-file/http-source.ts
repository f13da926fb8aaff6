import { HeadwaterError } from '../errors';
import type { ByteSource } from './byte-source';
import { fetchRange, HttpFailure, type RangeAnswer } from './http-range';

/** Milliseconds without a byte after which a server is given up; one that is only slow has all the time it needs. */
const usualPatience = 60_000;

/**
 * A file on a web server, read by HTTP ranges. What is asked for is what is fetched; it must not change meanwhile.
 * @throws HeadwaterError HW740 when it cannot be had, HW741 when the server does not give ranges
 */
export async function openUrl(url: URL, patience = usualPatience): Promise<ByteSource> {
  const ask = (from: number, to: number): Promise<RangeAnswer> => request(url, from, to, patience);
  const first = await ask(0, 1);
  return {
    name: url.href,
    size: first.total,
    // Asking for nothing would ask for everything.
    read: async (from, to) => (to <= from ? new Uint8Array(0) : checked(await ask(from, to), first, url)),
    close: () => Promise.resolve()
  };
}

function checked({ bytes, total, version }: RangeAnswer, first: RangeAnswer, url: URL): Uint8Array<ArrayBuffer> {
  if (version !== first.version || total !== first.total) throw unreachable(url, 'it changed while it was read');
  return bytes;
}

/** Milliseconds between attempts: what goes wrong on the way or in a busy server is tried again. */
const pauses = [200, 1000];

async function request(url: URL, from: number, to: number, patience: number): Promise<RangeAnswer> {
  for (const pause of [...pauses, null]) {
    try {
      return await fetchRange(url, from, to, patience);
    } catch (error) {
      const failure = error instanceof HttpFailure ? error : new HttpFailure('network', reasonOf(error));
      if (failure.kind === 'no ranges') throw withoutRanges(url, failure.message);
      if (failure.kind === 'refused' || pause === null) throw unreachable(url, failure.message, error);
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }
  throw unreachable(url, 'it was tried too often');
}

/** What `fetch` says is only that it failed; why is the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

function unreachable(url: URL, why: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('HW740', `${url.href} cannot be read: ${why}.`, {
    about: url.href,
    hint: 'Check the address and the network; an address that needs a login must carry it.',
    cause
  });
}

function withoutRanges(url: URL, why: string): HeadwaterError {
  return new HeadwaterError('HW741', `The server of ${url.href} does not give parts of a file: ${why}.`, {
    about: url.href,
    hint: 'Fetch all of it and give the bytes: readParquet(new Uint8Array(await (await fetch(url)).arrayBuffer())).'
  });
}
