import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findPython, packageRoot } from '../build';
import { overlapOf, overlapTable } from './overlap-table';
import { lastEvent, type Workspace } from './workspace';

/** The example of this project, as `npm start` runs it. */
export const example = path.join(packageRoot, 'client/examples/flight-delays.ipynb');

/** A cell of an executed notebook and what it printed, by stream; `errors` are messages of failed cells. */
export interface ExecutedCell {
  readonly id: string;
  readonly step: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly errors: readonly string[];
}

/**
 * Runs the example as a flow into the workspace's store, and prints how much of it overlapped.
 * @throws when it does not succeed
 */
export async function runExample(place: Workspace): Promise<string> {
  const ran = await place.headwater(['run', example, '--json'], { timeout: 200_000 });
  if (ran.status !== 0) throw new Error(`the example ended with ${ran.status}: ${ran.stdout.slice(-2000)}${ran.stderr.slice(-2000)}`);
  const overlap = overlapOf('example', ran);
  if (overlap !== null) process.stdout.write(overlapTable('example', [overlap]));
  return String(lastEvent(ran)['pathspec']);
}

/** Runs a whole example in a stock tslab kernel, as `jupyter execute` does, with the workspace's store. */
export function executeInKernel(place: Workspace, notebook = example): readonly ExecutedCell[] {
  const output = path.join(place.folder, 'executed.ipynb');
  const args = ['-m', 'jupyter', 'execute', '--kernel_name=tslab', '--timeout=240', '--allow-errors', `--output=${output}`, notebook];
  execFileSync(pythonOrFail(), args, { env: { ...process.env, ...place.environment }, stdio: ['ignore', 'ignore', 'pipe'] });
  const { cells } = JSON.parse(readFileSync(output, 'utf8')) as { cells: readonly NotebookCell[] };
  return cells.filter(cell => cell.cell_type === 'code').map(executedCell);
}

/** Python with metaflow and JupyterLab. */
export function pythonOrFail(): string {
  const python = findPython();
  if (python === null) throw new Error('No Python with metaflow: set HEADWATER_PYTHON, or let npm test make .python');
  return python;
}

interface NotebookCell {
  readonly cell_type: string;
  readonly id: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly outputs: readonly {
    readonly output_type: string;
    readonly name?: string;
    readonly text?: string | readonly string[];
    readonly evalue?: string;
  }[];
}

function executedCell({ id, metadata, outputs }: NotebookCell): ExecutedCell {
  const stream = (name: string): string => outputs.flatMap(each => (each.name === name ? (each.text ?? []) : [])).join('');
  const step = metadata.tags?.find(tag => tag.startsWith('step:'))?.slice('step:'.length) ?? null;
  const errors = outputs.filter(each => each.output_type === 'error').map(each => each.evalue ?? '');
  return { id, step, stdout: stream('stdout'), stderr: stream('stderr'), errors };
}
