import path from 'node:path';
import { readFileSync } from 'node:fs';
import { notebookJson, type TestCell, type Workspace } from '../workspace';

const hostile = '<b>bold</b><img src=x onerror="window.hacked = 1"><script>window.hacked = 2</scr' + 'ipt>';

const load = {
  step: 'load',
  source:
    "import { tableFromArrays } from 'apache-arrow'\nconst n = 1000\nconst table = tableFromArrays({ x: Float64Array.from({ length: n }, (_, i) => (i * 7) % n), word: Array.from({ length: n }, (_, i) => `word ${i}`) })\nconsole.log('depth', depth)"
};
const show = {
  step: 'show',
  source: `const model = { layers: [{ size: depth }], note: '<i>text</i>' }\nconst score = depth / 2\n;({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': ${JSON.stringify(hostile)}, 'application/javascript': 'window.hacked = 3' }) })`
};
const parameters = { source: 'let depth = 1', tags: ['parameters'] };

/** Makes `flow.ipynb` with two runs of `Flow` (depth 1 and 2, the first with a step `old` more), code that differs from both, and outputs of its own. */
export async function makePastFlow(place: Workspace): Promise<void> {
  write(place, [parameters, load, { step: 'old', source: 'const old = 1\nconsole.log("an old cell")' }, show]);
  await run(place, []);
  write(place, [parameters, load, show]);
  await run(place, ['--depth', '2', '--tag', '<b>tag</b>']);
  const edited = { ...show, source: `${show.source}\n` + 'console.log(score)' };
  write(place, [parameters, load, edited]);
}

/** The outputs that the notebook's file holds, cell by cell. */
export function outputsInFile(place: Workspace): unknown[] {
  const { cells } = JSON.parse(readFileSync(path.join(place.folder, 'flow.ipynb'), 'utf8')) as { cells: { outputs: unknown }[] };
  return cells.map(({ outputs }) => outputs);
}

async function run(place: Workspace, more: readonly string[]): Promise<void> {
  const { status, stderr } = await place.headwater(['run', 'flow.ipynb', ...more]);
  if (status !== 0) throw new Error(stderr);
}

/** Each cell has the id of its step and an output of its own. */
function write(place: Workspace, cells: readonly TestCell[]): void {
  const notebook = notebookJson(cells) as { cells: { id: string; outputs: object[] }[] };
  for (const [at, cell] of notebook.cells.entries()) {
    cell.id = cells[at]?.step ?? 'parameters';
    cell.outputs = [{ output_type: 'stream', name: 'stdout', text: [`own output of ${cell.id}\n`] }];
  }
  place.file('flow.ipynb', JSON.stringify(notebook, null, 1));
}
