import type { ExecutionRecord, Part, Slot, SlotVersion, TaskError } from '../task/protocol';

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
    }
  | { readonly type: 'answer'; readonly execution: number; readonly slot: Slot; readonly version: SlotVersion }
  /** Kill the process of an execution; it ends with `exited`. */
  | { readonly type: 'cancel'; readonly execution: number }
  /** The process of an execution that has ended is not needed any more. */
  | { readonly type: 'release'; readonly execution: number }
  /** An execution is thrown away and runs again; to be told, with what it cost. */
  | {
      readonly type: 'rerun';
      readonly position: number;
      readonly unit: number;
      readonly execution: number;
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
      readonly execution: number;
      readonly task: string;
      readonly attempt: number;
      readonly record: ExecutionRecord;
      /** Null when it succeeded. */
      readonly error: TaskError | null;
    }
  | { readonly type: 'retry'; readonly position: number; readonly unit: number; readonly attempt: number; readonly delay: number }
  /** Nothing more will happen. `task` is the id for the recorded last step; null unless successful. */
  | { readonly type: 'end'; readonly status: RunStatus; readonly error: TaskError | null; readonly task: string | null };
