import { existsSync } from 'node:fs';
import { HeadwaterError } from '../../errors';
import { openReader } from '../../metadata/local-reader';
import { watchRun, type RunWatch } from '../../progress/watch-run';
import { partNames } from '../../scheduler/graph-info';
import type { RunAddress } from '../../scheduler/run-order';
import type { LogBegin, LogPiece } from '../api/run';
import { needed, type Route } from '../call';
import type { EventStream } from '../event-stream';
import { folderOf, runAt } from '../run-place';
import { newRunPrinting, type PublishedPrinting, type RunPrinting } from '../runs/run-printing';

/** Milliseconds between two looks when nothing is printed. */
const glance = 150;

/** `GET run/logs`: what the executions of a run print, as they print it; of one that has ended, what its tasks have printed. */
export const followLogs: Route = ({ query, places }) => {
  const address = runAt(places, needed(query, 'path'), needed(query, 'pathspec'));
  const folder = folderOf(address);
  if (!existsSync(folder.events))
    throw new HeadwaterError('HW402', `Run ${address.flow}/${address.run} was not made by headwater: its logs cannot be followed.`, {
      about: `${address.flow}/${address.run}`,
      hint: 'The logs of its tasks can be read one by one.'
    });
  return { type: 'events', tell: stream => tellLogs(address, watchRun(folder), stream) };
};

async function tellLogs(address: RunAddress, watch: RunWatch, stream: EventStream): Promise<void> {
  const printing = newRunPrinting();
  const begin: LogBegin = { begin: true };
  try {
    await stream.send('log', begin);
    while (!stream.over.aborted) {
      const lines = watch.look();
      if (watch.progress !== null) printing.take(lines, watch.progress);
      const told = await tellPieces(printing, stream);
      if (told) continue;
      if (watch.end !== null) return await tellRest(address, printing, stream);
      await watch.pause(glance, stream.over);
    }
  } finally {
    printing.close();
    watch.close();
  }
}

/** A slow reader is waited for here; what is printed meanwhile stays in the files. */
async function tellPieces(printing: RunPrinting, stream: EventStream): Promise<boolean> {
  let told = false;
  for (const piece of printing.pieces()) {
    told = true;
    await stream.send('log', piece);
  }
  return told;
}

async function tellRest(address: RunAddress, printing: RunPrinting, stream: EventStream): Promise<void> {
  for (const each of printing.missed()) for (const piece of publishedPieces(address, each)) await stream.send('log', piece);
  await stream.send('end', {});
}

const pageSize = 64 * 1024;
/** Bytes of one task's log that are told of a run that has ended: the rest is read page by page. */
const mostOfOne = 256 * 1024;

function* publishedPieces({ root, flow, run }: RunAddress, { of, task, kind }: PublishedPrinting): Generator<LogPiece> {
  const reader = openReader(root);
  const step = kind === 'split' || kind === 'join' ? partNames(of.step)[kind] : of.step;
  const path = { flow, run, step, task };
  const size = reader.logSize(path, of.stream, of.attempt);
  let skipped = Math.max(0, size - mostOfOne);
  for (let at: number | null = skipped; at !== null && size > 0;) {
    const page = reader.logPage(path, of.stream, of.attempt, at, pageSize);
    const text = page.lines.map(({ message }) => `${Buffer.from(message).toString('utf8')}\n`).join('');
    if (text !== '') yield { ...of, text, skipped };
    skipped = 0;
    at = page.next;
  }
}
