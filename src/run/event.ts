import type { StoredVersion } from '../artifact/artifact';
import type { ExecutionRecord, Slot, TaskError } from '../task/protocol';
import type { UnitKind } from './run-state';
import type { TaskOrigin } from './task-origin';

/** How a process ended. `signal` is a name such as `SIGKILL`, null when it exited by itself with `code`. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a finished task of another run did, offered to this one. Never of a task whose failure was caught. */
export interface ReusedUnit {
  readonly kind: UnitKind;
  /** Position among the items; null unless an item. */
  readonly index: number | null;
  readonly record: ExecutionRecord;
  readonly origin: TaskOrigin;
}

/** A caught failure as stored values. */
export interface CaughtValues {
  /** The error, as an Error. */
  readonly error: StoredVersion;
  /** The errors of all items in item order, null where it went well so far; null unless an item's failure was caught. */
  readonly list: StoredVersion | null;
  /** The value null: the result of an item that failed. */
  readonly nothing: StoredVersion;
}

/**
 * Something that happened; `at` is milliseconds since 1970. A run's state is the fold of its events.
 * Every execution that was started ends with `finished`, `failed` or `exited`.
 */
export type Event =
  | { readonly type: 'begin'; readonly at: number }
  /**
   * Tasks of another run count as finished executions of this one; only before `begin`. Each is validated like any other before it is
   * published. Items without their split, a join without all its items, and parts that the step does not have are ignored.
   */
  | { readonly type: 'reuse'; readonly at: number; readonly position: number; readonly units: readonly ReusedUnit[] }
  /** A process has begun with an execution. */
  | { readonly type: 'started'; readonly at: number; readonly execution: number }
  /** An execution waits for the version of a slot. */
  | { readonly type: 'read'; readonly at: number; readonly execution: number; readonly slot: Slot }
  /** An execution that is not sure waits for its turn, before it changes something outside of its process. `reads` are those so far. */
  | { readonly type: 'turn'; readonly at: number; readonly execution: number; readonly reads: Readonly<Record<Slot, string>> }
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
  /** The values that a `catch` instruction asked for. */
  | { readonly type: 'caught'; readonly at: number; readonly position: number; readonly unit: number; readonly values: CaughtValues }
  /** The wait before another attempt is over. */
  | { readonly type: 'retry-due'; readonly at: number; readonly position: number; readonly unit: number }
  /** Somebody asks the run to stop. */
  | { readonly type: 'stop'; readonly at: number; readonly by: string }
  /** The scheduler itself cannot go on: a task could not be published, a process not started. */
  | { readonly type: 'broken'; readonly at: number; readonly error: TaskError };
