import type { BlobStore } from '../datastore/datastore';
import type { FlowGraph } from '../graph/flow-graph';
import type { NotebookCode } from '../language/code';
import type { PublishedArtifact, TaskPublication } from '../metadata/metadata';
import type { RunPlan } from '../run/run-plan';
import type { Control, ParameterValue } from '../task/protocol';
import type { CodeHashes } from './code-hashes';
import type { StoredStep } from './graph-info';
import type { RunFolder } from './run-folder';
import type { SystemValues } from './system-values';

/** What a run is made of, once it may begin. */
export interface RunContext {
  readonly root: string;
  readonly flow: string;
  readonly run: string;
  /** Id of the run that it resumes; null when it began from nothing. */
  readonly origin: string | null;
  /** See `RunHeader`. */
  readonly seedRun: string;
  /** Randomness and time of every step; null: the real ones. */
  readonly control: Control | null;
  /** Absolute path of the notebook. */
  readonly notebook: string;
  readonly graph: FlowGraph;
  readonly code: NotebookCode;
  readonly hashes: CodeHashes;
  readonly plan: RunPlan;
  /** The parameters that were given; the others keep their defaults. */
  readonly parameters: readonly ParameterValue[];
  readonly user: string;
  readonly folder: RunFolder;
  readonly blobs: BlobStore;
  readonly values: SystemValues;
  readonly storedSteps: readonly StoredStep[];
  /** Artifacts that every task has. */
  readonly common: readonly PublishedArtifact[];
  /** Metadata that every task has, from when they are known: the code package, the state of the checkout. */
  readonly data: TaskPublication['metadata'][number][];
}
