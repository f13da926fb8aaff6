import type { LogText } from '../api/log';
import { json, wholeNumber, type Route } from '../call';
import { requestedLog } from '../task-log';

/** `GET task/log`: a page of what a task has printed. */
export const log: Route = call => {
  const from = wholeNumber(call.query, 'from', 0, 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(call.query, 'limit', 64 * 1024, 1, 1024 * 1024);
  const { lines, next, total } = requestedLog(call)(from, limit);
  const text = lines.map(({ message }) => `${Buffer.from(message).toString('utf8')}\n`).join('');
  const answer: LogText = { text, from: lines[0]?.at ?? from, next, total };
  return json(answer);
};
