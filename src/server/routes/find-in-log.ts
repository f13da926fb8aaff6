import { setImmediate as breathe } from 'node:timers/promises';
import type { LogHits } from '../api/log';
import { json, needed, wholeNumber, type Route } from '../call';
import { requestedLog, type LogReader } from '../task-log';

const pageSize = 1024 * 1024;
/** Characters of a line that are shown. */
const longestLine = 500;

/** `GET task/log/find`: the lines of a task's log that hold a text. */
export const findInLog: Route = async call => {
  const { query, gone } = call;
  const text = needed(query, 'text').toLowerCase();
  const from = wholeNumber(query, 'from', 0, 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(query, 'limit', 100, 1, 1000);
  return json(await find(requestedLog(call), { text, from, limit, gone }));
};

interface Wanted {
  readonly text: string;
  readonly from: number;
  readonly limit: number;
  readonly gone: AbortSignal;
}

async function find(read: LogReader, { text, from, limit, gone }: Wanted): Promise<LogHits> {
  const hits: { at: number; line: string }[] = [];
  for (let at: number | null = from; at !== null && !gone.aborted;) {
    const page = read(at, pageSize);
    for (const { at: place, message } of page.lines) {
      const line = Buffer.from(message).toString('utf8');
      if (!line.toLowerCase().includes(text)) continue;
      if (hits.length >= limit) return { hits, next: place };
      hits.push({ at: place, line: line.slice(0, longestLine) });
    }
    at = page.next;
    await breathe();
  }
  return { hits, next: null };
}
