import type { Event } from '../run/event';
import type { Report } from '../task/protocol';

/** What a process reports of an execution, as an event; `at`: milliseconds since 1970. */
export function reportEvent(report: Exclude<Report, { readonly type: 'ready' | 'card' }>, at: number): Event {
  const { execution } = report;
  if (report.type === 'started') return { type: 'started', at, execution };
  if (report.type === 'read') return { type: 'read', at, execution, slot: report.slot };
  if (report.type === 'turn') return { type: 'turn', at, execution, reads: report.reads };
  const { type: _type, execution: _execution, ...rest } = report;
  if (!('error' in rest)) return { type: 'finished', at, execution, record: rest };
  const { error, ...record } = rest;
  return { type: 'failed', at, execution, error, record };
}
