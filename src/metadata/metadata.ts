/** A run's record, `_meta/_self.json`, section 5.2 of the format. Times in milliseconds since 1970. */
export interface RunRecord {
  readonly flow: string;
  readonly run: string;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
  readonly createdAt: number;
}

/** A step's record. */
export interface StepRecord {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly createdAt: number;
}

/** A task's record. */
export interface TaskRecord {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly createdAt: number;
}

/** One metadatum of a task. */
export interface Metadatum {
  readonly field: string;
  readonly type: string;
  readonly value: string | readonly string[];
  readonly tags: readonly string[];
  readonly createdAt: number;
}

/** An artifact's registration for one attempt of a task. */
export interface ArtifactRecord {
  readonly name: string;
  readonly key: string;
  readonly attempt: number;
  /** `pickle-v4` and the like. */
  readonly contentType: string;
  readonly createdAt: number;
}

/** Everything that publishes one finished task; written in the order that never lets an incomplete one look complete. */
export interface TaskPublication {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly attempt: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly artifacts: readonly PublishedArtifact[];
  readonly metadata: readonly { readonly field: string; readonly type: string; readonly value: string | readonly string[] }[];
  /** Paths of the raw captured logs with the byte range of this task; null when it ran without a process. */
  readonly stdout: LogSlice | null;
  readonly stderr: LogSlice | null;
  /** Exit status as Metaflow's `<a>.runtime` has it; null for tasks without a process. */
  readonly returnCode: number | null;
  readonly ok: boolean;
}

/** Bytes `start` to `end` of a file. */
export interface LogSlice {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** An artifact to publish; `size` in bytes before compression. */
export interface PublishedArtifact {
  readonly name: string;
  readonly key: string;
  readonly size: number;
  readonly pythonType: string;
}

/** A flow's record. */
export interface FlowRecord {
  readonly flow: string;
  readonly createdAt: number;
}

/** Address of one task. */
export interface TaskPath {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
}

/** What `<a>.data.json` says about an artifact: bytes before compression, Python's name of its type. */
export interface ArtifactInfo {
  readonly size: number;
  readonly pythonType: string;
}

/** What `<a>.data.json` says about an artifact, with its content key. */
export interface IndexedArtifact extends ArtifactInfo {
  readonly key: string;
  /** `pickle-v4` and the like. */
  readonly contentType: string;
}

/** Artifacts of one attempt, by name. */
export interface ArtifactIndex {
  readonly attempt: number;
  readonly artifacts: Readonly<Record<string, IndexedArtifact>>;
}

/** What a process prints on. */
export type LogStream = 'stdout' | 'stderr';

/** One line of a log without its line feed. `at`: milliseconds since 1970, null when the line does not say. */
export interface LogLine {
  readonly at: number | null;
  readonly message: Uint8Array;
}

/** Lines of a log from a position on. Positions count stored bytes; only those that were given here mean anything. */
export interface LogPage {
  /** Without line feeds; `at`: position of the line. */
  readonly lines: readonly { readonly at: number; readonly message: Uint8Array }[];
  /** Position of what follows; null at the end. */
  readonly next: number | null;
  /** Position of the end. */
  readonly total: number;
}

/**
 * Who ran what when, for reading. Synchronous, as the blobs are; each call reads what it needs and nothing else, nothing is cached.
 * Lists are newest first. What is not there is null or an empty list.
 * Every call may throw HeadwaterError HW410 (a file is not JSON), HW415 (it cannot be read) or HW401 (a name that would leave the store).
 */
export interface MetadataReader {
  /** Absolute path of the store (`…/.metaflow`). */
  readonly root: string;
  /** Names, in alphabetical order. */
  flows(): string[];
  flow(flow: string): FlowRecord | null;
  /** Numeric ids are times: they are read from names alone. Includes folders whose record is still to be written. */
  runIds(flow: string): string[];
  run(flow: string, run: string): RunRecord | null;
  steps(flow: string, run: string): StepRecord[];
  step(flow: string, run: string, step: string): StepRecord | null;
  tasks(flow: string, run: string, step: string): TaskRecord[];
  task(path: TaskPath): TaskRecord | null;
  /** Oldest first. Those of one attempt when `attempt` is given. */
  metadata(path: TaskPath, attempt: number | null): Metadatum[];
  /** Names of the artifacts of an attempt (null: the last one that is done). */
  artifactNames(path: TaskPath, attempt: number | null): string[];
  artifact(path: TaskPath, name: string, attempt: number | null): ArtifactRecord | null;
  /** Sizes and types by artifact name; null when the attempt left no index. */
  artifactInfo(path: TaskPath, attempt: number): Readonly<Record<string, ArtifactInfo>> | null;
  /** All artifacts of the last attempt that is done, hidden ones too, from one file; null when no attempt is done or it left no index. */
  artifactIndex(path: TaskPath): ArtifactIndex | null;
  logLines(path: TaskPath, stream: LogStream, attempt: number): LogLine[];
  /** Exactly what was printed, in pieces, without holding it all in memory where that is possible. */
  logBytes(path: TaskPath, stream: LogStream, attempt: number): Iterable<Uint8Array>;
  /** Some of it, for somebody who turns pages: see `readLogPage`. */
  logPage(path: TaskPath, stream: LogStream, attempt: number, from: number, limit: number): LogPage;
  /** Bytes of the stored log files, line headers included; Metaflow's `stdout_size`. */
  logSize(path: TaskPath, stream: LogStream, attempt: number): number;
}
