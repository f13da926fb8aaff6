import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import type { Reply as HeartbeatSocket, Router } from 'zeromq';
import { readRequest, writeMessage, type Request } from '../protocol/wire';
import { clock, phases, places, type ControlOrder, type ControlReport, type ControlSetup } from './control-messages';

/**
 * The control channel and the heart-beat, in a thread of their own: they answer while a cell keeps the main thread busy, and can stop the cell.
 */
async function listen({ connection }: ControlSetup, { control, heartbeat }: Sockets): Promise<void> {
  const { transport, ip, control_port: controlPort, hb_port: heartbeatPort } = connection;
  await Promise.all([control.bind(`${transport}://${ip}:${controlPort}`), heartbeat.bind(`${transport}://${ip}:${heartbeatPort}`)]);
  tell({ type: 'ready' });
  void echo(heartbeat);
  for await (const frames of control) {
    const request = readRequest(frames, connection.key);
    if (request !== null) take(request);
  }
}

interface Sockets {
  readonly control: Router;
  readonly heartbeat: HeartbeatSocket;
}

const setup = workerData as ControlSetup;
const state = new Int32Array(setup.state);
const sockets = openSockets();
let sent: Promise<unknown> = Promise.resolve();

parentPort?.on('message', obey);
if (setup.owner !== null) watchOwner(setup.owner);
void listen(setup, sockets);

function openSockets(): Sockets {
  const zeromq = require('zeromq') as typeof import('zeromq');
  return { control: new zeromq.Router({ linger: 100 }), heartbeat: new zeromq.Reply({ linger: 0 }) };
}

async function echo(heartbeat: HeartbeatSocket): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames);
}

function take(request: Request): void {
  const { header } = request;
  tell({ type: 'request', request: { header, content: request.content } });
  if (header.msg_type === 'interrupt_request') {
    answer(request, { status: 'ok' });
    void interrupt();
  } else if (header.msg_type === 'shutdown_request') {
    answer(request, { status: 'ok', restart: request.content['restart'] === true });
    // A main thread that is busy for ever does not hear of it.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), setup.patience).unref();
  } else waiting.set(header.msg_id, request);
}

/** Requests that the main thread answers. */
const waiting = new Map<string, Request>();

function obey(order: ControlOrder): void {
  if (order.type === 'answer') {
    const request = waiting.get(order.to);
    waiting.delete(order.to);
    if (request !== undefined && order.content !== null) answer(request, order.content);
  } else close();
}

function answer(request: Request, content: Readonly<Record<string, unknown>>): void {
  const type = request.header.msg_type.replace(/_request$/, '_reply');
  const frames = writeMessage({ type, content, parent: request.header }, request.identities, setup.connection.key);
  sent = sent.then(() => sockets.control.send(frames)).catch(() => undefined);
}

/**
 * Ends what runs in the main thread. It is told; when it does not hear, a signal ends what a cell does before its first `await`; when that is
 * of no use, V8 is asked to end whatever runs.
 */
async function interrupt(): Promise<void> {
  const serial = Atomics.add(state, places.asked, 1) + 1;
  const isHeard = (): boolean => Atomics.load(state, places.heard) >= serial;
  tell({ type: 'interrupt', serial });
  await passed(60);
  for (let tries = 0; !isHeard() && tries < 200; await passed(100)) {
    if (Atomics.load(state, places.phase) === phases.kernel) continue;
    if (tries++ < 2 && process.platform !== 'win32') signal();
    else if (setup.mayTerminate) terminate();
  }
}

function signal(): void {
  Atomics.store(state, places.signalled, clock());
  process.kill(process.pid, 'SIGINT');
}

function terminate(): void {
  const inspector = new Session();
  inspector.connectToMainThread();
  inspector.post('Runtime.terminateExecution', () => inspector.disconnect());
}

/** A kernel whose owner is gone is of no use to anybody. */
function watchOwner(owner: number): void {
  setInterval(() => {
    if (process.ppid !== owner) process.kill(process.pid, 'SIGKILL');
  }, 2000).unref();
}

/** Sockets must be closed before the process ends; what waits for them in vain hears of it a little later. */
function close(): void {
  void sent
    .then(() => {
      sockets.control.close();
      sockets.heartbeat.close();
      return passed(20);
    })
    .then(() => {
      Atomics.store(state, places.closed, 1);
      Atomics.notify(state, places.closed);
    });
}

function tell(report: ControlReport): void {
  parentPort?.postMessage(report);
}

function passed(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
