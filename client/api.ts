import type { Destination } from '../src/table-file/output';
import type { WrittenTable } from '../src/table-file/write-options';
import type { ParquetOptions } from '../src/table-file/write-parquet';
import type { Card, CardChoice } from './cards/stored-card';
import type { JsonValue } from './json-value';

/** What an artifact is when nothing says its type: whatever the reader takes it for, as with `JSON.parse`. */
export type Untyped = ReturnType<typeof JSON.parse>;

/** Artifacts by name with their types, as in `Flow<{ df: Table; score: number }>('X')`. */
export type Artifacts = Untyped;

/** A list that is read when it is awaited (an array) or iterated with `for await` (one by one, reading no more than needed). */
export interface LazyList<T> extends Promise<T[]>, AsyncIterable<T> {}

/**
 * Artifacts by name: `await run.data.df`. Each property is a promise and nothing is read before it is awaited.
 * `get` reaches every artifact, also those called `get` and `then`, which are the only two that a property does not
 * (an object with a property `then` could not be awaited).
 */
export type Data<A = Artifacts> = { readonly [K in Exclude<keyof A, 'get' | 'then'>]: Promise<A[K]> } & {
  get<K extends keyof A>(name: K): Promise<A[K]>;
};

/** What flows, runs, steps, tasks and artifacts have in common. */
export interface Item {
  /** Last part of the pathspec. */
  readonly id: string;
  readonly pathspec: string;
  readonly pathComponents: readonly string[];
  readonly createdAt: Promise<Date>;
  /** Whether its run has the namespace's tag (a flow: any of its runs). */
  readonly isInNamespace: Promise<boolean>;
}

/** What belongs to a run. Tags are the run's, in alphabetical order. */
export interface RunItem extends Item {
  /** User and system tags. */
  readonly tags: Promise<string[]>;
  readonly userTags: Promise<string[]>;
  readonly systemTags: Promise<string[]>;
  /** Where it was cloned from, in a resumed run; null otherwise. */
  readonly originPathspec: Promise<string | null>;
}

/** How a run stands. `died`: its scheduler is gone; `unfinished`: nobody says (Python's Metaflow keeps no sign of life). */
export type RunStatus = 'running' | 'successful' | 'failed' | 'stopped' | 'died' | 'unfinished';

/** Which runs to list, newest first. */
export interface RunFilter {
  /** At most so many. */
  readonly last?: number;
  /** Only runs that have all of these tags. */
  readonly tags?: readonly string[];
  readonly status?: RunStatus;
}

/** A workflow and its runs, within the namespace. */
export interface Flow<A = Artifacts> extends Item, AsyncIterable<Run<A>> {
  /** The newest run; awaiting it fails when there is none, and says how many runs lie outside the namespace. */
  readonly latestRun: LatestRun<A>;
  readonly latestSuccessfulRun: LatestRun<A>;
  run(id: string): RunReference<A>;
  runs(filter?: RunFilter): LazyList<Run<A>>;
}

/** One execution of a flow. Iterating gives its steps, newest first. */
export interface Run<A = Artifacts> extends RunItem, AsyncIterable<Step<A>> {
  readonly parent: Flow<A>;
  readonly status: Promise<RunStatus>;
  /** Whether its end step succeeded. */
  readonly successful: Promise<boolean>;
  readonly finished: Promise<boolean>;
  /** When its end step ended; null when it has not. */
  readonly finishedAt: Promise<Date | null>;
  /** Who started it; null when the record does not say. */
  readonly user: Promise<string | null>;
  /** Artifacts of the end step: every final variable. */
  readonly data: Data<A>;
  /** The end step's artifacts, as a list. */
  readonly artifacts: LazyList<Artifact>;
  /** The task of the end step; null while there is none. */
  readonly endTask: Promise<Task<A> | null>;
  readonly steps: LazyList<Step<A>>;
  /** The code it ran; null when none was kept. */
  readonly code: Promise<Code | null>;
  step(name: string): Step<A>;
  /** The cards of all its steps, see `Step.cards`. */
  readonly cards: LazyList<Card>;
  /** The card of a step: of its newest task, or, while it runs, what its code has put on it so far. `index` chooses an item of a foreach. */
  card(step: string, choice?: CardChoice): Promise<Card>;
  /** Tags are changed in the store at once and resolve to the user tags that are there now. */
  addTag(tag: string): Promise<string[]>;
  addTags(tags: Iterable<string>): Promise<string[]>;
  removeTag(tag: string): Promise<string[]>;
  removeTags(tags: Iterable<string>): Promise<string[]>;
  replaceTag(tagToRemove: string, tagToAdd: string): Promise<string[]>;
  replaceTags(tagsToRemove: Iterable<string>, tagsToAdd: Iterable<string>): Promise<string[]>;
}

/** A run that is still to be looked up: await it, or go on through its properties, which are promises. */
export type RunReference<A = Artifacts> = Promise<Run<A>> & Omit<Run<A>, 'id' | 'pathspec' | 'pathComponents'> & RunReferenceNames;

/** The newest run, or with `where` the newest one of some: `Flow('X').latestSuccessfulRun.where({ tag: 'production' })`. */
export type LatestRun<A = Artifacts> = RunReference<A> & {
  where(filter: { readonly tag?: string; readonly tags?: readonly string[] }): RunReference<A>;
};

/** What a run that is still to be looked up can only promise. */
export interface RunReferenceNames {
  readonly id: Promise<string>;
  readonly pathspec: Promise<string>;
  readonly pathComponents: Promise<readonly string[]>;
}

/** A step of a run. Iterating gives its tasks, newest first. */
export interface Step<A = Artifacts> extends RunItem, AsyncIterable<Task<A>> {
  readonly parent: Run<A>;
  /** Its newest task. */
  readonly task: Task<A>;
  /** One of its tasks; `attempt` fixes one of the task's attempts, else the last one is meant. */
  taskById(id: string, attempt?: number): Task<A>;
  readonly tasks: LazyList<Task<A>>;
  /** The cards of its tasks, those of a foreach by item; while it runs, also those that are being written. */
  readonly cards: LazyList<Card>;
  /** The card of its newest task, or, while it runs, what its code has put on it so far. `index` chooses an item of a foreach. */
  card(choice?: CardChoice): Promise<Card>;
  readonly finishedAt: Promise<Date | null>;
  readonly parentSteps: LazyList<Step<A>>;
  readonly childSteps: LazyList<Step<A>>;
  readonly environmentInfo: Promise<Record<string, JsonValue> | null>;
}

/** One unit of work. Iterating gives its artifacts, without the hidden ones. */
export interface Task<A = Artifacts> extends RunItem, AsyncIterable<Artifact> {
  readonly parent: Step<A>;
  readonly data: Data<A>;
  readonly artifacts: LazyList<Artifact>;
  artifact<V = Untyped>(name: string): Artifact<V>;
  readonly cards: LazyList<Card>;
  /** Its card; the last one where it has several and nothing is chosen. */
  card(choice?: CardChoice): Promise<Card>;
  readonly successful: Promise<boolean>;
  readonly finished: Promise<boolean>;
  readonly finishedAt: Promise<Date | null>;
  /** What it failed with; null when it did not. */
  readonly exception: Promise<Untyped>;
  /** Position in its foreach; null outside one. */
  readonly index: Promise<number | null>;
  /** What it printed. Text that is not UTF-8 shows replacement characters; `headwater logs` has the bytes. */
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** Bytes of the stored log. */
  readonly stdoutSize: Promise<number>;
  readonly stderrSize: Promise<number>;
  loglines(stream: 'stdout' | 'stderr'): LazyList<readonly [Date | null, string]>;
  readonly currentAttempt: Promise<number>;
  readonly metadata: LazyList<MetadataItem>;
  /** Last value of each field. */
  readonly metadataDict: Promise<Record<string, string | readonly string[]>>;
  readonly runtimeName: Promise<string | null>;
  readonly parentTasks: LazyList<Task<A>>;
  readonly childTasks: LazyList<Task<A>>;
  readonly code: Promise<Code | null>;
  readonly environmentInfo: Promise<Record<string, JsonValue> | null>;
}

/** Something that was recorded about a task. */
export interface MetadataItem {
  readonly name: string;
  readonly value: string | readonly string[];
  readonly type: string;
  readonly createdAt: Date;
}

/** A named, immutable value that a task left. */
export interface Artifact<V = Untyped> extends RunItem {
  readonly parent: Task;
  readonly data: Promise<V>;
  /** Content key: sha1 of the stored bytes. */
  readonly sha: Promise<string>;
  /** Stored bytes before compression; null when the task left no index. */
  readonly size: Promise<number | null>;
  /** Python's name of the type, such as `<class 'int'>`; null when the task left no index. */
  readonly type: Promise<string | null>;
  readonly finishedAt: Promise<Date>;
  /** Writes it as a Parquet file, to a path (all of it or nothing) or a stream. Fails when it is no table, or holds what Parquet cannot. */
  toParquet(place: Destination, options?: ParquetOptions): Promise<WrittenTable>;
}

/** A code package: what the run was made from. */
export interface Code {
  /** Absolute path of the package file. */
  readonly path: string;
  /** What the package says about itself. */
  readonly info: Promise<Record<string, JsonValue>>;
  /** Name of the script or notebook inside. */
  readonly scriptName: Promise<string>;
  /** Its text. */
  readonly flowspec: Promise<string>;
  /** Names of the files inside. */
  readonly files: Promise<string[]>;
  /** Bytes of one file inside. */
  file(name: string): Promise<Uint8Array>;
  /** Writes the user's files into a folder, which is made. */
  extract(folder: string): Promise<void>;
}

/** Where and how to read. */
export interface ClientOptions {
  /** The store's folder: a `.metaflow`, or the folder that holds it. Default: found by Metaflow's rules from the current folder. */
  readonly root?: string;
  /** Classes by name: stored instances of a class so called get its prototype. */
  readonly classes?: Readonly<Record<string, abstract new (...args: never[]) => object>>;
}

/** The same for a task or artifact; `attempt` fixes one of the task's attempts, else the last one is meant. */
export interface TaskOptions extends ClientOptions {
  readonly attempt?: number;
}
