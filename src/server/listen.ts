import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { answer } from './answer';
import { placesBelow } from './places';
import type { ServerSettings } from './settings';

/** A server that takes requests. */
export interface Listening {
  /** Port on the loopback interface; null when it listens on a socket. */
  readonly port: number | null;
  /** Takes no more requests and removes the socket. */
  close(): void;
}

/** Starts to take requests. @throws Error when the socket or port cannot be had */
export function listen({ root, socket, secret }: ServerSettings): Promise<Listening> {
  const places = placesBelow(root);
  const server = createServer((request, response) => {
    if (isMeant(request, secret)) void answer(request, response, places);
    else refuse(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const ready = (): void => {
      const address = server.address();
      if (socket !== null) chmodSync(socket, 0o600);
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : null,
        close() {
          server.close();
          if (socket !== null) rmSync(socket, { force: true });
        }
      });
    };
    if (socket === null) server.listen({ port: 0, host: '127.0.0.1' }, ready);
    else server.listen({ path: socket }, ready);
  });
}

function isMeant({ headers }: IncomingMessage, secret: string | null): boolean {
  if (secret === null) return true;
  const given = Buffer.from(String(headers['x-headwater-secret'] ?? ''));
  const wanted = Buffer.from(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Whoever comes by another way than Jupyter learns nothing. */
function refuse(response: ServerResponse): void {
  response.writeHead(403).end();
}
