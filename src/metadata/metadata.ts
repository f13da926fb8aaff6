/** A run's record, `_meta/_self.json`, section 5.2 of the format. Times in milliseconds since 1970. */
export interface RunRecord {
  readonly flow: string;
  readonly run: string;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
  readonly createdAt: number;
}

export interface StepRecord {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly createdAt: number;
}

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

export interface LogSlice {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface PublishedArtifact {
  readonly name: string;
  readonly key: string;
  readonly size: number;
  readonly pythonType: string;
}
