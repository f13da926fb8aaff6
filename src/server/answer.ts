import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { framePolicy } from '../card/framed-page';
import { HeadwaterError } from '../errors';
import type { Call, Reply, Route } from './call';
import { errorAnswer, statusOf } from './error-answer';
import { openEventStream } from './event-stream';
import type { Places } from './places';
import { readBody } from './read-body';
import { routes } from './routes';

/** What the address of everything here begins with. */
const prefix = '/headwater/api/';

/** Answers one request, whatever happens. */
export async function answer(request: IncomingMessage, response: ServerResponse, places: Places): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  // A reader that goes away while something is written is no error.
  response.on('error', () => gone.abort());
  try {
    const { route, query } = find(request);
    const body = request.method === 'POST' ? await readBody(request) : null;
    const call: Call = { query, body, places, gone: gone.signal };
    await send(response, await route(call));
  } catch (error) {
    fail(request, response, error);
  }
}

function find({ method = '', url = '' }: IncomingMessage): { route: Route; query: URLSearchParams } {
  const { pathname, searchParams } = new URL(url, 'http://headwater');
  const name = `${method} ${pathname.startsWith(prefix) ? pathname.slice(prefix.length) : ''}`;
  const route = routes.get(name);
  if (route !== undefined) return { route, query: searchParams };
  throw new HeadwaterError('HW610', `The server knows no '${method} ${pathname.slice(0, 200)}'.`, {
    about: pathname.slice(0, 200),
    hint: 'Reload the page: its Headwater may be newer or older than the server.'
  });
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (reply.type === 'json') sendJson(response, 200, reply.value);
  else if (reply.type === 'page') sendPage(response, reply.status, reply.text);
  else if (reply.type === 'bytes') {
    response.writeHead(200, { 'content-type': reply.contentType });
    await pipeline(Readable.from(reply.bytes), response);
  } else {
    const stream = openEventStream(response);
    await reply.tell(stream).finally(() => stream.close());
    response.end();
  }
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  const bytes = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
}

/** Whoever opens it, its scripts run in an origin of their own and reach nothing. */
function sendPage(response: ServerResponse, status: number, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'content-security-policy': `sandbox allow-scripts; ${framePolicy}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer'
  });
  response.end(bytes);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (!response.headersSent) sendJson(response, statusOf(error), errorAnswer(error, `${request.method} ${request.url}`));
  // What has begun cannot be taken back: a connection that breaks is not taken for a whole answer.
  else {
    errorAnswer(error, `${request.method} ${request.url}`);
    response.destroy();
  }
}
