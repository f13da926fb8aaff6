import type { ExecutionRecord } from '../task/protocol';

/** The record of a unit that has not run; `at`: milliseconds since 1970. */
export function emptyRecord(at: number): ExecutionRecord {
  return Object.freeze({
    reads: {},
    writes: {},
    items: null,
    result: null,
    outputs: null,
    warnings: [],
    startedAt: at,
    finishedAt: at,
    cpu: 0,
    peakMemory: 0,
    stdout: { start: 0, end: 0 },
    stderr: { start: 0, end: 0 },
    clean: false
  });
}
