import type { StoredVersion } from '../artifact/artifact';
import type { NotebookCode } from '../language/code';
import type { CardComponent } from '../card/component';
import type { SourceRange } from '../diagnostic';

/**
 * How the scheduler talks with a task's process: JSON lines, orders on file descriptor 3, reports on 4.
 * The process reads orders synchronously, so that a read of a variable can wait in the middle of a statement.
 *
 * A *slot* is a variable's identity; only the task's process looks inside its name:
 * - `x`, shared by all cells;
 * - `x@3`, cell 3's own binding of the contested name `x`;
 * - `x@3.state`, the state (static fields, own properties) of the definition `x` of cell 3;
 * - `x@3.made`, what the class or enum `x` of cell 3 was made of: see `DefinitionCode.madeOf`;
 * - `process.env`, `process.cwd`, `globalThis` (names put on it), `globalThis.foo`: ambient state. Every execution reads the first three;
 * - `file:data/a.csv`, a file's content, and `folder:data`, a folder's list of names: the path is relative to the notebook's folder, with
 *   `/`, and absolute outside of it. A path may hold any character, `@` too.
 */
export type Slot = string;

/** Version id of a slot that an `execute` order does not list. */
export const absentVersion = 'absent';

/** What a slot holds for a given step, in the serial order. */
export type SlotVersion =
  /** Its value was written by an execution. `id` is unique in the run; the same value at the same place in the order has the same id. */
  | { readonly kind: 'value'; readonly id: string; readonly stored: StoredVersion }
  /** It means what cell `cell` defines under that name. */
  | { readonly kind: 'definition'; readonly id: string; readonly cell: number }
  /** A file or folder that an execution of this run has written. */
  | { readonly kind: 'file'; readonly id: string; readonly content: FileContent }
  /** The step that wrote it could not store it, and no later code mentioned it: whoever reads it fails with this message. */
  | { readonly kind: 'unstorable'; readonly id: string; readonly message: string; readonly hint: string }
  /** Nothing before the step has written it. */
  | { readonly kind: 'absent'; readonly id: string }
  /** An earlier step that is still to finish may write it: ask, and wait. */
  | { readonly kind: 'pending' };

/**
 * What a file held: `sha1:<hex>` up to 64 MB, else `stat:<size>:<mtime in ns>:<inode>`; `gone` when it was not there (any more); `folder`.
 * For a folder the sha1 of its names.
 */
export type FileContent = string;

/** Randomness and time as a task finds them: seed of `Math.random`, and milliseconds since 1970 that `Date` gives. */
export interface Control {
  readonly seed: number;
  readonly now: number;
}

/** Which part of a step an execution runs. */
export type Part =
  | { readonly kind: 'whole' }
  | { readonly kind: 'split' }
  | { readonly kind: 'item'; readonly index: number; readonly item: StoredVersion }
  | { readonly kind: 'join'; readonly results: readonly StoredVersion[] };

/** Runs a part of a step. */
export type ExecuteOrder = Extract<Order, { readonly type: 'execute' }>;

/**
 * Loads variables as code after a step would, describes them into a file, and ends the process; only to verify a notebook. Setup runs
 * first, as for an execution.
 */
export interface DescribeOrder {
  readonly type: 'describe';
  readonly run: string;
  readonly step: string;
  readonly setup: readonly number[];
  readonly parameters: readonly ParameterValue[];
  readonly slots: Readonly<Record<Slot, SlotVersion>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly setupControl?: Control;
  /** Variables, in the order in which they are described. */
  readonly names: readonly string[];
  /** By name, digests that are expected: of a variable that has its own no lines are wanted. */
  readonly digests: Readonly<Record<string, string>>;
  /** File that takes the `Description` as JSON, or `{ error: TaskError }`. */
  readonly answer: string;
}

/** Scheduler to process. */
export type Order =
  /** Sent once, before any `execute`; the process compiles ahead. */
  | {
      readonly type: 'prepare';
      readonly code: NotebookCode;
      /** Absolute path of the notebook; its folder is the working directory. */
      readonly notebook: string;
      readonly store: { readonly root: string; readonly flow: string };
      /** Where this package lies, for `import 'headwater'` from any folder. */
      readonly packageRoot: string;
    }
  | {
      readonly type: 'execute';
      /** Number of this execution, unique in the run. */
      readonly execution: number;
      readonly run: string;
      readonly step: string;
      readonly part: Part;
      /** Indexes of the parameters and setup cells, run first. */
      readonly setup: readonly number[];
      /** Indexes of the step's cells, in order. */
      readonly cells: readonly number[];
      /** Values of the parameters, JSON-like, tagged by type: applied after the parameters cell has run. */
      readonly parameters: readonly ParameterValue[];
      /** Every slot known now; one that is not listed is absent, with the id `absentVersion`. */
      readonly slots: Readonly<Record<Slot, SlotVersion>>;
      readonly environment: Readonly<Record<string, string>>;
      /**
       * Names that code after this step mentions; null or left out: all. A variable outside of them that cannot be stored is a warning
       * (HW302) and an `unstorable` write, else an error (HW301).
       */
      readonly needed?: readonly string[] | null;
      /** Everything before it has committed. When false it must ask for its turn before it changes anything outside of its process. */
      readonly sure: boolean;
      /** Holds while the parameters and setup cells run, the same in every task of a run; left out: nothing is fixed. */
      readonly setupControl?: Control;
      /** Holds while the step's own code runs; only to verify a notebook. */
      readonly control?: Control;
      /** False, for tests only: variables that share objects are stored each alone. Left out: true. */
      readonly grouping?: boolean;
      /** How variables that are tables are stored. Left out: as Arrow. */
      readonly tables?: 'parquet';
    }
  /** Answer to a `read`. Never `pending`. */
  | { readonly type: 'version'; readonly slot: Slot; readonly version: SlotVersion }
  /**
   * Answer to a `turn`: everything before the execution has committed, and what it has read so far was right. `slots` lists every slot as
   * it is now; of what the execution has not read yet only file slots can differ from what it was told.
   */
  | { readonly type: 'proceed'; readonly execution: number; readonly slots: Readonly<Record<Slot, SlotVersion>> }
  | DescribeOrder
  | { readonly type: 'exit' };

/** A parameter's value for a run. */
export interface ParameterValue {
  readonly name: string;
  readonly type: string;
  /** JSON value; a bigint as decimal digits. */
  readonly value: unknown;
}

/** Process to scheduler. */
export type Report =
  /** It is up and waits for orders. */
  | { readonly type: 'ready' }
  | { readonly type: 'started'; readonly execution: number; readonly at: number }
  /** It needs a `pending` slot; the process blocks until `version` comes. */
  | { readonly type: 'read'; readonly execution: number; readonly slot: Slot }
  /**
   * It is not sure and is about to change something outside of its process; it blocks until `proceed` comes, or it is killed.
   * `reads`: slot -> version id, so far. `what`: for people, as `writes 'out.csv'` or `starts 'git'`.
   */
  | { readonly type: 'turn'; readonly execution: number; readonly reads: Readonly<Record<Slot, string>>; readonly what: string }
  /** What the code has put on its step's card has changed; `components` is all of it. */
  | { readonly type: 'card'; readonly execution: number; readonly components: readonly CardComponent[] }
  | ({ readonly type: 'finished'; readonly execution: number } & ExecutionRecord)
  | ({ readonly type: 'failed'; readonly execution: number; readonly error: TaskError } & ExecutionRecord);

/** What an execution really read and wrote. */
export interface ExecutionRecord {
  /** Slot -> id of the version that it read. */
  readonly reads: Readonly<Record<Slot, string>>;
  readonly writes: Readonly<Record<Slot, SlotWrite>>;
  /** Split only: the stored items, in order, with Metaflow's short text for each. */
  readonly items: readonly { readonly stored: StoredVersion; readonly text: string }[] | null;
  /** Item only: the stored result. */
  readonly result: StoredVersion | null;
  /** Rich outputs in nbformat (display_data, execute_result, stream left out), as a JSON blob in the store; null when there are none. */
  readonly outputs: string | null;
  /** What the code has put on its step's card, `CardComponent[]` as a JSON blob in the store; null or left out when nothing. */
  readonly card?: string | null;
  readonly warnings: readonly TaskWarning[];
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Milliseconds of that time in which it was blocked: on a variable, or until its turn. Left out where that is not known. */
  readonly waited?: number;
  /** Milliseconds of CPU (user + system) since `started`, and peak resident memory of the process in bytes. */
  readonly cpu: number;
  readonly peakMemory: number;
  /** Byte offsets in the process's own stdout and stderr files that belong to this execution. */
  readonly stdout: { readonly start: number; readonly end: number };
  readonly stderr: { readonly start: number; readonly end: number };
  /** Where the output of each cell begins, by its id and in the order in which they ran: bytes after `stdout.start` and `stderr.start`. Left out when nothing was printed. */
  readonly printed?: readonly { readonly cell: string; readonly stdout: number; readonly stderr: number }[];
  /** True when the process may run further items of the same foreach: globals, prototypes, environment and cwd are as they were. */
  readonly clean: boolean;
  /** Path -> content at the first read, of files that no earlier write of this run explains: inputs from outside. */
  readonly files?: Readonly<Record<string, FileContent>>;
  /** Name -> content key of each variable that the setup cells made and the execution has read. */
  readonly setup?: Readonly<Record<string, string>>;
}

/** What an execution left in a slot: a version without its id. */
export type SlotWrite =
  | { readonly kind: 'value'; readonly stored: StoredVersion }
  | { readonly kind: 'definition'; readonly cell: number }
  | { readonly kind: 'file'; readonly content: FileContent }
  | { readonly kind: 'unstorable'; readonly message: string; readonly hint: string };

/** Something that a task noticed and that is no failure. */
export interface TaskWarning {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly about: string | null;
}

/** Why an execution failed. `code`: HW3xx for what the engine refuses, HW200 for an error thrown by the user's code. */
export interface TaskError {
  readonly code: string;
  /** Constructor name of the thrown value: `TypeError`; `string` when a non-Error was thrown. */
  readonly type: string;
  readonly message: string;
  readonly hint: string;
  readonly about: string | null;
  readonly cell: string | null;
  readonly range: SourceRange | null;
  /** Stack with frames of cells as `cell <id>:line:column`. */
  readonly stack: string;
}
