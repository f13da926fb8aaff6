import type { ExecutionRecord, Slot, TaskError } from '../task/protocol';

/** How a process ended. `signal` is a name such as `SIGKILL`, null when it exited by itself with `code`. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * Something that happened; `at` is milliseconds since 1970. A run's state is the fold of its events.
 * Every execution that was started ends with `finished`, `failed` or `exited`.
 */
export type Event =
  | { readonly type: 'begin'; readonly at: number }
  /** A process has begun with an execution. */
  | { readonly type: 'started'; readonly at: number; readonly execution: number }
  /** An execution waits for the version of a slot. */
  | { readonly type: 'read'; readonly at: number; readonly execution: number; readonly slot: Slot }
  | { readonly type: 'finished'; readonly at: number; readonly execution: number; readonly record: ExecutionRecord }
  | {
      readonly type: 'failed';
      readonly at: number;
      readonly execution: number;
      readonly error: TaskError;
      readonly record: ExecutionRecord;
    }
  /** The process of an execution has ended before it reported its end; `record` holds its logs and times, its reads are not known. */
  | {
      readonly type: 'exited';
      readonly at: number;
      readonly execution: number;
      readonly exit: ProcessExit;
      readonly record: ExecutionRecord;
    }
  /** An execution has taken longer than its step allows. */
  | { readonly type: 'timed-out'; readonly at: number; readonly execution: number; readonly record: ExecutionRecord }
  /** The wait before another attempt is over. */
  | { readonly type: 'retry-due'; readonly at: number; readonly position: number; readonly unit: number }
  /** Somebody asks the run to stop. */
  | { readonly type: 'stop'; readonly at: number; readonly by: string }
  /** The scheduler itself cannot go on: a task could not be published, a process not started. */
  | { readonly type: 'broken'; readonly at: number; readonly error: TaskError };
