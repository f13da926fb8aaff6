import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const fixtures = path.join(__dirname, '..', 'fixtures', 'metaflow');

/** What the stock client said of one task, as test/fixtures/metaflow/README.md describes it. */
export interface ExpectedTask {
  readonly index: number | null;
  readonly successful: boolean;
  readonly finished: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly current_attempt: number;
  readonly created_at_ms: number;
  readonly public_artifacts: readonly string[];
  readonly artifacts: Readonly<Record<string, { readonly sha: string; readonly created_at_ms: number }>>;
  readonly info_by_attempt: Readonly<Record<string, Readonly<Record<string, { readonly size: number; readonly type: string }>>>>;
  readonly metadata_dict: Readonly<Record<string, unknown>>;
  readonly parent_tasks: readonly string[] | { readonly $error: string };
  readonly child_tasks: readonly string[] | { readonly $error: string };
  readonly attempts: Readonly<Record<string, { readonly artifacts: Readonly<Record<string, string>> }>>;
}

/** Of one step. */
export interface ExpectedStep {
  readonly tasks: Readonly<Record<string, ExpectedTask>>;
  readonly tasks_order: readonly string[];
  readonly parent_steps: readonly string[] | { readonly $error: string };
  readonly child_steps: readonly string[] | { readonly $error: string };
}

/** Of one run. */
export interface ExpectedRun {
  readonly successful: boolean;
  readonly finished: boolean;
  readonly finished_at: string | null;
  readonly created_at_ms: number;
  readonly tags: readonly string[];
  readonly user_tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly steps_order: readonly string[];
  readonly steps: Readonly<Record<string, ExpectedStep>>;
  readonly end_task: string | null;
  readonly data_keys: readonly string[] | null;
}

/** Of one flow. */
export interface ExpectedFlow {
  readonly runs_order: readonly string[];
  readonly latest_run: string;
  readonly latest_successful_run: string | null;
  readonly runs: Readonly<Record<string, ExpectedRun>>;
}

/** What the stock client said of a whole store. */
export interface Expected {
  readonly flows: Readonly<Record<string, ExpectedFlow>>;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A fixture store unpacked at a place that its records do not know. */
export interface FixtureStore {
  readonly root: string;
  readonly expected: Expected;
  remove(): void;
}

/** Unpacks the store that Metaflow 2.19.39 wrote, or the one of 2.10.11. */
export function unpackStore(which: 'store' | 'store-old'): FixtureStore {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-fixture-'));
  execFileSync('tar', ['xzf', path.join(fixtures, `${which}.tar.gz`), '-C', folder]);
  const expected = JSON.parse(
    readFileSync(path.join(fixtures, which === 'store' ? 'expected.json' : 'expected-old.json'), 'utf8')
  ) as Expected;
  return { root: path.join(folder, which, '.metaflow'), expected, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
