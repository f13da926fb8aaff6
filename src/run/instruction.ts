import type { ExecutionRecord, Part, Slot, SlotVersion, TaskError } from '../task/protocol';
import type { TaskOrigin } from './task-origin';

/** How a run ends. */
export type RunStatus = 'successful' | 'failed' | 'stopped';

/** What the scheduler has to do next, in the order given. */
export type Instruction =
  | {
      readonly type: 'execute';
      readonly execution: number;
      readonly position: number;
      readonly unit: number;
      readonly part: Part;
      readonly attempt: number;
      readonly slots: Readonly<Record<Slot, SlotVersion>>;
      /** The execution whose process goes on with this one; null for a fresh process. */
      readonly reuse: number | null;
      /** Milliseconds; null for no limit. */
      readonly timeout: number | null;
      /** True when everything before it has committed. */
      readonly sure: boolean;
    }
  | { readonly type: 'answer'; readonly execution: number; readonly slot: Slot; readonly version: SlotVersion }
  /** It is an execution's turn: its process may change the world. `slots` are those known now. */
  | { readonly type: 'proceed'; readonly execution: number; readonly slots: Readonly<Record<Slot, SlotVersion>> }
  /** Kill the process of an execution; it ends with `exited`. */
  | { readonly type: 'cancel'; readonly execution: number }
  /** The process of an execution that has ended is not needed any more. */
  | { readonly type: 'release'; readonly execution: number }
  /** An execution is thrown away and runs again; to be told, with what it cost. */
  | {
      readonly type: 'rerun';
      readonly position: number;
      readonly unit: number;
      /** Null when it was a task of another run. */
      readonly execution: number | null;
      /** What it had read in another version; null when its reads are not known. */
      readonly slot: Slot | null;
      /** The step that wrote the version it should have read; null when no step did. */
      readonly writer: string | null;
      /** Milliseconds that the execution had taken. */
      readonly cost: number;
    }
  /** Publish a task of an execution that is part of the result, or of one that failed for good or is tried again. */
  | {
      readonly type: 'commit';
      readonly position: number;
      readonly unit: number;
      /** Null for a task of another run, and for a part that could not run because an earlier part's failure was caught. */
      readonly execution: number | null;
      readonly task: string;
      readonly attempt: number;
      readonly record: ExecutionRecord;
      /** Null when it succeeded, or failed and was caught. */
      readonly error: TaskError | null;
      /** The failure that was caught; else null. */
      readonly caught: TaskError | null;
      /** The task of another run whose result this is; else null. */
      readonly origin: TaskOrigin | null;
    }
  /** A failure is to be caught: store its values and say so with `caught`. `errors`: of all items so far; null unless an item failed. */
  | {
      readonly type: 'catch';
      readonly position: number;
      readonly unit: number;
      readonly error: TaskError;
      readonly errors: readonly (TaskError | null)[] | null;
    }
  | { readonly type: 'retry'; readonly position: number; readonly unit: number; readonly attempt: number; readonly delay: number }
  /** Nothing more will happen. `task` is the id for the recorded last step; null unless successful. */
  | { readonly type: 'end'; readonly status: RunStatus; readonly error: TaskError | null; readonly task: string | null };
