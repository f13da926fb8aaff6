import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { runFlow, type FlowRun } from './random-flow';
import type { KernelCell, Reference } from './random-reference';
import { makeWorkspace, type TestCell } from './workspace';

/** What came of a notebook with one number of workers. */
export interface Comparison {
  readonly outcome: 'same' | 'refused' | 'different' | 'invalid';
  /** What differs, or the refusal's code and text, or the compiler's complaint. */
  readonly seen: string;
  readonly reruns: number;
}

/** What a notebook must give: the text of each step, and the step that fails with its message. */
export interface Expected {
  readonly printed: ReadonlyMap<string, string>;
  readonly failure: { readonly step: string; readonly text: string } | null;
  /** The compiler's complaint: no notebook that tslab takes. */
  readonly invalid: string | null;
}

/** Folders beside the notebook, which its cells may enter. */
const folders = ['d0', 'd1'];

/** What the kernel gives. */
export async function expectedOf(cells: readonly TestCell[], reference: Reference): Promise<Expected> {
  const place = makeWorkspace();
  try {
    for (const folder of folders) mkdirSync(path.join(place.folder, folder));
    const results = await reference.run(
      cells.map(cell => cell.source),
      realpathSync(place.folder)
    );
    return expectation(cells, results);
  } finally {
    place.remove();
  }
}

function expectation(cells: readonly TestCell[], results: readonly KernelCell[]): Expected {
  const printed = new Map<string, string>();
  for (const [index, result] of results.entries()) {
    const step = cells[index]?.step ?? null;
    if (result.ok && step !== null) printed.set(step, (printed.get(step) ?? '') + result.stdout);
    if (result.ok) continue;
    return { printed, failure: { step: step ?? '', text: result.stderr }, invalid: result.invalid ? result.stderr : null };
  }
  return { printed, failure: null, invalid: null };
}

/** Runs a notebook as a flow in a fresh folder and compares. */
export async function compare(
  cells: readonly TestCell[],
  expected: Expected,
  workers: number,
  environment: Readonly<Record<string, string>> = {}
): Promise<Comparison> {
  const place = makeWorkspace();
  try {
    for (const folder of folders) mkdirSync(path.join(place.folder, folder));
    const run = await runFlow(place, place.notebook('random.ipynb', cells), workers, environment);
    return { ...judge(expected, run), reruns: run.reruns };
  } finally {
    place.remove();
  }
}

function judge(expected: Expected, run: FlowRun): Omit<Comparison, 'reruns'> {
  if (run.error !== null && run.error.code !== 'HW200') {
    const named = `${run.error.code} ${run.error.message}`;
    return run.error.about === null ? { outcome: 'different', seen: `names nothing: ${named}` } : { outcome: 'refused', seen: named };
  }
  const texts = differingTexts(expected, run);
  if (texts !== null) return { outcome: 'different', seen: texts };
  if (expected.failure === null && run.status === 'successful') return { outcome: 'same', seen: '' };
  if (expected.failure === null) return { outcome: 'different', seen: `failed: ${run.failedStep} ${run.error?.message}` };
  if (run.status === 'successful') return { outcome: 'different', seen: `should have failed: ${expected.failure.text.slice(0, 300)}` };
  const same = run.failedStep === expected.failure.step && expected.failure.text.includes(run.error?.message ?? '?');
  return same
    ? { outcome: 'same', seen: '' }
    : {
        outcome: 'different',
        seen: `failed otherwise: ${run.failedStep} ${run.error?.message} / ${expected.failure.step} ${expected.failure.text.slice(0, 200)}`
      };
}

/** The first step whose text is not what it should be. */
function differingTexts({ printed, failure }: Expected, run: FlowRun): string | null {
  for (const [step, text] of printed) {
    const seen = run.printed.get(step) ?? '';
    if (seen !== text && step !== failure?.step)
      return `${step} printed\n  ${seen}  instead of\n  ${text}${run.error === null ? '' : `(${run.failedStep}: ${run.error.message})`}`;
  }
  return null;
}
