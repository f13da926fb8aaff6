import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Untyped } from '../../client/api';
import { packageRoot } from '../build';
import type { Workspace } from './workspace';

/** Headwater's server as Jupyter would start it, over a workspace's folder. */
export interface TestServer {
  readonly child: ChildProcess;
  readonly socket: string;
  /** What it has written on stderr. */
  log(): string;
  /** Asks and reads the whole answer; a body makes it a POST. */
  ask(route: string, query?: Readonly<Record<string, string>>, body?: unknown): Promise<Answer>;
  /** Begins to ask; the answer may be read as it comes. */
  open(route: string, query: Readonly<Record<string, string>>): Promise<IncomingMessage>;
  /** The messages of an event stream, until it ends or `enough` says so. */
  events(route: string, query: Readonly<Record<string, string>>, enough?: (seen: readonly Message[]) => boolean): Promise<Message[]>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  /** The body's JSON; not for bytes. */
  readonly json: Untyped;
}

export interface Message {
  readonly event: string;
  readonly data: Untyped;
}

/** Starts a server; resolves when it takes requests. */
export async function startServer(place: Workspace): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hw-'));
  const socket = path.join(folder, 's');
  const child = spawn(process.execPath, [path.join(packageRoot, 'dist/src/server/main.js')], {
    env: { ...process.env, ...place.environment },
    stdio: ['pipe', 'pipe', 'pipe']
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stdin.write(`${JSON.stringify({ root: place.folder, socket, secret: null })}\n`);
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => resolve());
    child.once('exit', () => reject(new Error(`The server ended at once: ${log}`)));
  });
  const open = (route: string, query: Readonly<Record<string, string>>, body?: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const address = `/headwater/api/${route}?${new URLSearchParams(query).toString()}`;
      const asked = request({ socketPath: socket, path: address, method: body === undefined ? 'GET' : 'POST', agent: false }, resolve);
      asked.once('error', reject);
      asked.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    });
  return {
    child,
    socket,
    log: () => log,
    open,
    async ask(route, query = {}, body) {
      const answer = await open(route, query, body);
      const bytes = await wholeOf(answer);
      const type = answer.headers['content-type'] ?? '';
      return { status: answer.statusCode ?? 0, type, bytes, json: type.includes('json') ? JSON.parse(bytes.toString('utf8')) : null };
    },
    events: async (route, query, enough = () => false) => readEvents(await open(route, query), enough),
    stop: () =>
      new Promise(resolve => {
        const done = (): void => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        };
        if (child.exitCode !== null || child.signalCode !== null) done();
        else child.once('exit', done);
        child.stdin.end();
      })
  };
}

async function wholeOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readEvents(answer: IncomingMessage, enough: (seen: readonly Message[]) => boolean): Promise<Message[]> {
  const seen: Message[] = [];
  let text = '';
  for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const message = messageOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (message !== null) seen.push(message);
      if (message !== null && enough(seen)) {
        answer.destroy();
        return seen;
      }
    }
  }
  return seen;
}

/** Null for a comment. */
function messageOf(block: string): Message | null {
  const event = /^event: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  return event === undefined || data === undefined ? null : { event, data: JSON.parse(data) };
}
