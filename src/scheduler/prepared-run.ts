import type { Diagnostic } from '../diagnostic';
import type { FlowGraph } from '../graph/flow-graph';
import type { NotebookCode } from '../language/code';
import type { Event } from '../run/event';
import type { RunPlan } from '../run/run-plan';
import type { ParameterValue } from '../task/protocol';
import type { Choice } from './choose-reuse';
import type { CodeHashes } from './code-hashes';
import type { ModuleUse } from './module-hashes';
import type { OriginRun } from './origin-run';

/** A notebook that may run. */
export interface PreparedRun {
  readonly graph: FlowGraph;
  readonly code: NotebookCode;
  readonly plan: RunPlan;
  readonly parameters: readonly ParameterValue[];
  readonly hashes: CodeHashes;
  readonly modules: ModuleUse;
  /** Null for a run from the beginning. */
  readonly resumed: ResumedRun | null;
  /** Warnings and remarks. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A run that goes on from another one. */
export interface ResumedRun {
  readonly origin: OriginRun;
  /** Events that offer the tasks which can be taken over, to be fed before the run begins. */
  readonly events: readonly (Event & { readonly type: 'reuse' })[];
  /** See `Choice`. */
  readonly reasons: Choice['reasons'];
}

/** Why a notebook may not run: at least one of `diagnostics` is an error. */
export interface RefusedRun {
  readonly refused: true;
  readonly diagnostics: readonly Diagnostic[];
}
