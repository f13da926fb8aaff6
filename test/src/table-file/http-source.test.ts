import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openUrl } from '../../../src/table-file/http-source';

const content = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251));
let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

type Answer = (request: IncomingMessage, response: ServerResponse, range: readonly [number, number], count: number) => void;

/** A server that answers as it is told to; `count`: how many requests came before. */
async function serve(answer: Answer): Promise<URL> {
  let count = 0;
  server = createServer((request, response) => {
    const [, from = '0', last = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    answer(request, response, [Number(from), Number(last)], count);
    count += 1;
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server?.address() as AddressInfo).port}/t.parquet`);
}

function give(response: ServerResponse, [from, last]: readonly [number, number], headers: object = {}, total = content.length): void {
  response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${total}`, ...headers }).end(content.subarray(from, last + 1));
}

describe('a file on a web server', () => {
  it('is read by the ranges that are asked for, through a redirect too', async () => {
    const url = await serve((request, response, range) => {
      if (request.url === '/t.parquet') response.writeHead(302, { location: '/real.parquet' }).end();
      else give(response, range);
    });
    const source = await openUrl(url);
    expect(source.size).toBe(1000);
    expect(Buffer.from(await source.read(10, 500))).toEqual(content.subarray(10, 500));
    expect((await source.read(7, 7)).length).toBe(0);
  });

  it('may be empty', async () => {
    const url = await serve((_, response) => response.writeHead(416, { 'content-range': 'bytes */0' }).end());
    expect((await openUrl(url)).size).toBe(0);
  });

  it.each([
    ['404', 404],
    ['403', 403],
    ['401', 401]
  ])('is refused with what the server answers: %s', async (said, status) => {
    const url = await serve((_, response) => response.writeHead(status).end('<html>'));
    await expect(openUrl(url)).rejects.toMatchObject({ code: 'HW740', message: expect.stringContaining(said) as string });
  });

  it('is tried again when the server is busy, or the connection is cut', async () => {
    const url = await serve((_, response, range, count) => {
      if (count === 0) response.writeHead(503).end();
      else if (count === 2) {
        response.writeHead(206, { 'content-range': `bytes ${range[0]}-${range[1]}/1000`, 'content-length': '300' });
        response.write(content.subarray(0, 20), () => response.destroy());
      } else give(response, range);
    });
    const source = await openUrl(url);
    expect(Buffer.from(await source.read(0, 300))).toEqual(content.subarray(0, 300));
  });

  it('is not fetched whole from a server without ranges', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      const more = (): void => {
        sent += 65_536;
        if (sent < 200e6 && !response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      response.writeHead(200);
      more();
    });
    await expect(openUrl(url)).rejects.toMatchObject({ code: 'HW741' });
    expect(sent).toBeLessThan(20e6);
  });

  it.each<[string, string, (response: ServerResponse, range: readonly [number, number]) => void]>([
    ['it changed', 'has another ETag', (response, range) => give(response, range, { etag: '"2"' })],
    ['it changed', 'has another length', (response, range) => give(response, range, { etag: '"1"' }, 2000)],
    ['it gave bytes 0-9', 'is another range', response => give(response, [0, 9], { etag: '"1"' })],
    ['answered 416', 'ends before', response => void response.writeHead(416, { 'content-range': 'bytes */50' }).end()],
    [
      'it gave 5 bytes where 100',
      'is shorter than it says',
      response => void response.writeHead(206, { 'content-range': 'bytes 100-199/1000', etag: '"1"' }).end(content.subarray(0, 5))
    ],
    [
      'it gave more than the 100',
      'is longer than it says',
      response => void response.writeHead(206, { 'content-range': 'bytes 100-199/1000', etag: '"1"' }).end(content)
    ],
    ['nothing came for 0.3 s', 'never comes', () => undefined],
    [
      'nothing came for 0.3 s',
      'comes to a stop',
      response => {
        response.writeHead(206, { 'content-range': 'bytes 100-199/1000', etag: '"1"' });
        response.write('abc');
      }
    ]
  ])('is refused, "%s", when what comes later %s', async (said, _, answer) => {
    const url = await serve((_request, response, range, count) =>
      count === 0 ? give(response, range, { etag: '"1"' }) : answer(response, range)
    );
    const source = await openUrl(url, 300);
    await expect(source.read(100, 200)).rejects.toMatchObject({ code: 'HW740', message: expect.stringContaining(said) as string });
  });

  it('may come slowly', async () => {
    const url = await serve((_, response, range, count) => {
      if (count === 0) return give(response, range);
      response.writeHead(206, { 'content-range': 'bytes 0-9/1000' });
      let at = 0;
      const timer = setInterval(() => {
        response.write(content.subarray(at, at + 1));
        at += 1;
        if (at === 10) {
          clearInterval(timer);
          response.end();
        }
      }, 60);
    });
    const source = await openUrl(url, 300);
    expect(Buffer.from(await source.read(0, 10))).toEqual(content.subarray(0, 10));
  });

  it('is not there', async () => {
    await expect(openUrl(new URL('http://127.0.0.1:1/t.parquet'))).rejects.toMatchObject({ code: 'HW740' });
  });
});
