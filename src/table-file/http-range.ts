/** Bytes of a file on a web server. */
export interface RangeAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of the whole file. */
  readonly total: number;
  /** What changes when the file does, as far as the server says. */
  readonly version: string | null;
}

/** Why a range was not to be had. What is `refused` is so each time; of the `network`, and a server that is `busy`, one may hope. */
export class HttpFailure extends Error {
  readonly kind: 'no ranges' | 'refused' | 'busy' | 'network';

  constructor(kind: HttpFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * The bytes from `from` up to, but not with, `to`; at least one. Of an empty file none. `patience`: milliseconds without a byte.
 * @throws HttpFailure, or what `fetch` throws when the connection fails
 */
export async function fetchRange(url: URL, from: number, to: number, patience: number): Promise<RangeAnswer> {
  const watch = new Watch(patience);
  try {
    const headers = { range: `bytes=${from}-${to - 1}`, 'accept-encoding': 'identity' };
    const response = await fetch(url, { headers, signal: watch.signal });
    try {
      const total = totalOf(response, from, to);
      const bytes = total === 0 ? new Uint8Array(0) : await bodyOf(response, to - from, watch);
      return { bytes, total, version: response.headers.get('etag') ?? response.headers.get('last-modified') };
    } catch (error) {
      // What is not wanted is not fetched.
      await response.body?.cancel().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw watch.isOver ? new HttpFailure('network', `nothing came for ${patience / 1000} s`) : error;
  } finally {
    watch.end();
  }
}

/** @throws HttpFailure when the answer is not the range that was asked for */
function totalOf({ status, statusText, headers }: Response, from: number, to: number): number {
  const range = headers.get('content-range') ?? '';
  if (status === 416 && range === 'bytes */0') return 0;
  if (status === 429 || status >= 500) throw new HttpFailure('busy', `the server answered ${status} ${statusText}`.trim());
  if (status >= 300) throw new HttpFailure('refused', `the server answered ${status} ${statusText}`.trim());
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
  if (status !== 206 || total === undefined) throw new HttpFailure('no ranges', `it answered ${status} without a Content-Range`);
  if (Number(first) !== from || Number(last) !== to - 1)
    throw new HttpFailure('refused', `it gave bytes ${first}-${last} where ${from}-${to - 1} were asked for`);
  return Number(total);
}

async function bodyOf({ body }: Response, length: number, watch: Watch): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const reader = body?.getReader();
  let count = 0;
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    watch.restart();
    const part = next.value as Uint8Array;
    if (count + part.length > length) {
      void reader?.cancel().catch(() => undefined);
      throw new HttpFailure('refused', `it gave more than the ${length} bytes that were asked for`);
    }
    bytes.set(part, count);
    count += part.length;
  }
  if (count < length) throw new HttpFailure('network', `it gave ${count} bytes where ${length} were asked for`);
  return bytes;
}

/** Gives up when nothing comes for a while. */
class Watch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(patience: number) {
    this.#timer = setTimeout(() => this.#controller.abort(), patience);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  restart(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
