import type { Diagnostic } from '../../diagnostic';
import type { Edge } from '../../graph/flow-graph';
import type { StepPhase } from '../../step-phase';

/** `POST runs/start`. The notebook is read from disk: save it first. */
export interface StartRequest {
  readonly path: string;
  /** Parameters by name, as text typed by a person. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Take over what is still right from this run (`Flow/run`); null begins from nothing. */
  readonly resume: string | null;
  /** With `resume`: run this step and all after it anew; null when only what changed shall run. */
  readonly from: string | null;
  readonly workers: number | null;
}

/** There is a run, or errors say why there is none. */
export type StartAnswer =
  | { readonly type: 'started'; readonly pathspec: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** `POST runs/stop`: asks the run's scheduler to stop it; follow the run to see when it has. The answer is `{}`. */
export interface StopRequest {
  readonly path: string;
  readonly pathspec: string;
}

/** `POST runs/tags`: user tags are removed, then added. */
export interface TagsRequest {
  readonly path: string;
  readonly pathspec: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** The user tags that a run has now, in alphabetical order. */
export interface TagsAnswer {
  readonly userTags: readonly string[];
}

/** As the client has it; see `RunStatus` there. */
export type RunStatusName = 'running' | 'successful' | 'failed' | 'stopped' | 'died' | 'unfinished';

/** A run in a list. Times in milliseconds since 1970. */
export interface RunRow {
  readonly pathspec: string;
  readonly flow: string;
  readonly id: string;
  readonly status: RunStatusName;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly user: string | null;
  readonly userTags: readonly string[];
  readonly systemTags: readonly string[];
  /** Every parameter with its value as a short text; `given`: not the notebook's default. */
  readonly parameters: readonly { readonly name: string; readonly text: string; readonly given: boolean }[];
  /** The run that it resumes; null otherwise. */
  readonly origin: string | null;
  /** Why its records cannot be read; null for a sound run. */
  readonly problem: string | null;
}

/** `GET runs?path=&flow=&namespace=&before=&limit=`: newest first. `flow` absent: all flows of the store. `namespace`: `user:<name>`, or empty for everybody's. */
export interface RunPage {
  readonly runs: readonly RunRow[];
  /** How many there are in all, filtered by flow and namespace only where that is known without reading each. */
  readonly total: number;
  /** Pass it as `before` for the next page; null at the end. */
  readonly next: string | null;
}

/** One task of a run. Times in milliseconds since 1970. */
export interface TaskRow {
  readonly pathspec: string;
  readonly step: string;
  /** Name of the notebook's step that it is a part of: `train` for `train_split`, `train` and `train_join`. */
  readonly notebookStep: string;
  readonly index: number | null;
  readonly attempt: number;
  readonly status: 'successful' | 'failed' | 'running' | 'caught' | 'reused';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Milliseconds of that time in which it waited for earlier steps. */
  readonly waited: number;
  readonly stdoutSize: number;
  readonly stderrSize: number;
  readonly error: Diagnostic | null;
  readonly peakMemory: number | null;
  readonly cpu: number | null;
}

/** `GET run?path=&pathspec=`. */
export interface RunDetail {
  readonly run: RunRow;
  /** Folder of the store that it is in: what a kernel needs to read from it. */
  readonly root: string;
  readonly steps: readonly { readonly name: string; readonly title: string | null; readonly cells: readonly string[] }[];
  readonly tasks: readonly TaskRow[];
  readonly edges: readonly Edge[];
  readonly error: Diagnostic | null;
  /** git commit, versions and the like, as name and text. */
  readonly circumstances: readonly { readonly name: string; readonly text: string }[];
}

/** One message of `GET run/follow?path=&pathspec=` (SSE, event `progress`): the whole state, so that a reader may join or return at any time. */
export interface RunProgress {
  readonly pathspec: string;
  readonly status: RunStatusName;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly finishedAt: number | null;
  readonly steps: readonly StepProgressRow[];
  /** Why it failed, with the cell and range; null unless it did. */
  readonly error: Diagnostic | null;
  /** The failing task's error in full; null unless it failed in a task. */
  readonly traceback: string | null;
  readonly warnings: readonly Diagnostic[];
  /** Steps on the longest chain of waits, in order; empty until the run has ended. */
  readonly criticalPath: readonly string[];
}

/** A step while its run goes on. */
export interface StepProgressRow {
  readonly name: string;
  readonly phase: StepPhase;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Milliseconds in which it was really at work, neither waiting for earlier steps nor to commit; null while it goes on, and where nothing of it ran. */
  readonly worked: number | null;
  readonly items: { readonly done: number; readonly total: number } | null;
  readonly reruns: number;
}

/** A piece of a task's log; `GET run/logs?path=&pathspec=` (SSE, event `log`) follows those of all executions of a run, also of tasks that have not committed. */
export interface LogPiece {
  readonly step: string;
  readonly index: number | null;
  readonly attempt: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** Bytes left out before this piece, because a reader was slower than the writers; 0 usually. */
  readonly skipped: number;
}

/** What `GET run/logs` sends first on each connection (event `log`): all pieces are told from the beginning, also those that were told on a connection before. */
export interface LogBegin {
  readonly begin: true;
}
