import { HeadwaterError } from '../errors';
import type { ByteSource } from './byte-source';

/**
 * A file on a web server, read by HTTP ranges. What is asked for is what is fetched; it must not change meanwhile.
 * @throws HeadwaterError HW740 when it cannot be had, HW741 when the server does not give ranges
 */
export async function openUrl(url: URL): Promise<ByteSource> {
  const first = await request(url, 'bytes=0-0');
  await first.arrayBuffer();
  const size = sizeOf(first, url);
  const version = versionOf(first);
  return {
    name: url.href,
    size,
    read: (from, to) => readRange(url, from, to, version),
    close: () => Promise.resolve()
  };
}

/** Asking for nothing would ask for everything. */
async function readRange(url: URL, from: number, to: number, version: string | null): Promise<Uint8Array<ArrayBuffer>> {
  if (to <= from) return new Uint8Array(0);
  const response = await request(url, `bytes=${from}-${to - 1}`);
  const bytes = new Uint8Array(await bodyOf(response, url));
  if (response.status !== 206) throw withoutRanges(url, `it answered ${response.status}`);
  if (versionOf(response) !== version) throw unreachable(url, 'it changed while it was read');
  if (bytes.length !== to - from) throw unreachable(url, `it gave ${bytes.length} bytes where ${to - from} were asked for`);
  return bytes;
}

/** Milliseconds between attempts: what goes wrong on the way or in a busy server is tried again. */
const pauses = [200, 1000];

async function request(url: URL, range: string): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt === pauses.length;
    try {
      const response = await fetch(url, { headers: { range, 'accept-encoding': 'identity' } });
      if (response.ok) return response;
      if (last || response.status < 500) throw unreachable(url, `the server answered ${response.status} ${response.statusText}`.trim());
    } catch (error) {
      if (last || error instanceof HeadwaterError) throw error instanceof HeadwaterError ? error : unreachable(url, reasonOf(error), error);
    }
    await new Promise(resolve => setTimeout(resolve, pauses[attempt]));
  }
}

async function bodyOf(response: Response, url: URL): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw unreachable(url, reasonOf(error), error);
  }
}

function sizeOf(response: Response, url: URL): number {
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (response.status !== 206 || total === undefined) throw withoutRanges(url, `it answered ${response.status} without a Content-Range`);
  return Number(total);
}

/** What changes when the file does, as far as the server says. */
function versionOf({ headers }: Response): string | null {
  return headers.get('etag') ?? headers.get('last-modified');
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
