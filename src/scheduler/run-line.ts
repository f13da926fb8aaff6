import type { ComputeHandle } from '../compute/compute';
import type { Diagnostic } from '../diagnostic';
import type { Event } from '../run/event';
import type { Instruction } from '../run/instruction';
import type { RunPlan } from '../run/run-plan';
import type { RunParameter } from '../run/parameter-values';
import type { CodeHashes } from './code-hashes';
import type { ModuleUse } from './module-hashes';

/** Version of the lines of `events.jsonl`; a reader that meets a higher one must not write. */
export const lineVersion = 1;

/** What a run is, known from its start. */
export interface RunHeader {
  readonly flow: string;
  readonly run: string;
  /** Absolute path of the notebook. */
  readonly notebook: string;
  /** The store's root. */
  readonly root: string;
  readonly plan: RunPlan;
  /** Titles of steps that have one. */
  readonly titles: Readonly<Record<string, string>>;
  /** Warnings of the analysis. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the code that it ran. */
  readonly hashes: CodeHashes;
  /** By specifier: what the modules were that its code asks for; see `ModuleUse`. */
  readonly modules: ModuleUse['contents'];
  /** Every parameter with its value. */
  readonly parameters: readonly RunParameter[];
  /** Id of the run, of the same flow, that it resumes; null when it began from nothing. */
  readonly origin: string | null;
  /** The run whose randomness and time its setup cells have: itself, or the first one in a row of resumed runs. */
  readonly seedRun: string;
  /** Why steps run and are not taken over from the origin, by step name; empty without an origin. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** An instruction as it was performed, for people who watch: without its slots, with what only the scheduler knows. */
export type Deed =
  | {
      readonly type: 'execute';
      readonly execution: number;
      readonly position: number;
      readonly unit: number;
      readonly attempt: number;
      /** Process that runs it; see `ComputeHandle.id`. */
      readonly process: string;
      readonly stdout: string;
      readonly stderr: string;
    }
  | Omit<Instruction & { readonly type: 'commit' }, 'record'>
  | Exclude<Instruction, { readonly type: 'execute' | 'answer' | 'proceed' | 'release' | 'catch' | 'commit' }>;

/** One line of `events.jsonl`; `at` in milliseconds since 1970. A run's state is the fold of its `event` lines. */
export type RunLine =
  | { readonly v: number; readonly at: number; readonly type: 'run'; readonly run: RunHeader }
  | { readonly v: number; readonly at: number; readonly type: 'event'; readonly event: Event }
  | { readonly v: number; readonly at: number; readonly type: 'deed'; readonly deed: Deed };

/** An instruction as followers see it; null for what only processes need to know. */
export function deedOf(instruction: Instruction, handle: ComputeHandle | null): Deed | null {
  switch (instruction.type) {
    case 'execute': {
      if (handle === null) return null;
      const { type, execution, position, unit, attempt } = instruction;
      return {
        type,
        execution,
        position,
        unit,
        attempt,
        process: handle.id,
        stdout: handle.submission.stdout,
        stderr: handle.submission.stderr
      };
    }
    case 'commit': {
      const { record: _record, ...deed } = instruction;
      return deed;
    }
    case 'answer':
    case 'proceed':
    case 'release':
    case 'catch':
      return null;
    default:
      return instruction;
  }
}
