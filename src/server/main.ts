import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { isMainThread, workerData } from 'node:worker_threads';
import { namespace } from '../../client/namespace';
import { loadTypescript } from '../language/typescript/load-typescript';
import { saveTypescriptCache, useCachedTypescript } from '../scheduler/typescript-cache';
import { listen, type Listening } from './listen';
import { readSettings } from './settings';
import { work } from './tables/table-worker';
import { answerValueQuestions, valueThread } from './values/value-thread';

/**
 * The server behind the notebook's page. Its parent writes `ServerSettings` as the first line of stdin and reads one line of stdout,
 * `{"port": number | null}`, when requests are taken; it ends when stdin closes. What it has to say to people goes to stderr.
 */
function main(): void {
  const lines = createInterface({ input: process.stdin });
  let listening: Listening | null = null;
  lines.once('line', line => {
    void start(line).then(started => (listening = started));
  });
  lines.once('close', () => {
    listening?.close();
    process.exit(0);
  });
  // One request that goes wrong is no reason to lose the others.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, report);
}

async function start(line: string): Promise<Listening> {
  const settings = readSettings(line);
  if (settings === null) fail('The first line on stdin is no settings of the server.');
  // Whose runs are shown is for each request to say.
  namespace(null);
  const listening = await listen(settings).catch((error: unknown) => fail(textOf(error)));
  process.stdout.write(`${JSON.stringify({ port: listening.port })}\n`);
  warmUp();
  return listening;
}

/** The first analysis must not wait for the compiler to be loaded. */
function warmUp(): void {
  useCachedTypescript();
  setTimeout(() => {
    loadTypescript();
    setTimeout(saveTypescriptCache, 2000).unref();
  }, 20).unref();
}

function report(error: unknown): void {
  process.stderr.write(`headwater server: ${textOf(error)}\n`);
}

function fail(message: string): never {
  process.stderr.write(`headwater server: ${message}\n`);
  process.exit(1);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

if (isMainThread) main();
else if (isDeepStrictEqual(workerData, valueThread)) answerValueQuestions();
else work();
