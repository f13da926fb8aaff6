import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { pythonOrFail } from '../e2e/example-run';
import { makeWorkspace, type Ran, type TestCell, type Workspace } from '../e2e/workspace';

const cells: readonly TestCell[] = [
  { tags: ['setup'], source: 'let failed: any = null, smooth: any = null;' },
  { step: 'fine', source: 'const value = 1;', settings: { catch: { var: 'smooth' } } },
  {
    step: 'train',
    source: "const model = 1; throw new TypeError('no data');",
    settings: { catch: { var: 'failed' }, retry: { times: 1 } }
  },
  { step: 'tell', source: 'console.log(failed instanceof TypeError, failed.message, smooth, value, typeof model);' }
];

let place: Workspace;
let ran: Ran;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  ran = await place.headwater(['run', place.notebook('caught.ipynb', cells.slice(0, 3))]);
  python(path.join(__dirname, 'caught_flow.py'), '--quiet', '--no-pylint', 'run');
}, 300_000);

afterAll(() => place.remove());

function python(...args: readonly string[]): string {
  const env = { ...process.env, ...place.environment, METAFLOW_DEFAULT_METADATA: 'local', METAFLOW_DEFAULT_DATASTORE: 'local' };
  return execFileSync(pythonOrFail(), args, { cwd: place.folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('a step that failed and was caught', () => {
  it('is to the real metaflow what a step of its own @catch is', () => {
    const read = (flow: string): unknown => JSON.parse(python(path.join(__dirname, 'caught-run.py'), flow));
    const theirs = read('CaughtByPython');
    expect(theirs).toMatchObject({ successful: true, train: { finished: true, successful: false, variable: false, message: true } });
    expect(read('Caught')).toEqual(theirs);
  });

  it('is told, with its error and the variable that has it', async () => {
    expect(ran.stdout + ran.stderr).toMatch(/train failed and was caught in 'failed': TypeError: no data/);
    const step = await place.headwater(['show', 'Caught/latest/train']);
    const [pathspec = ''] = /Caught\/\d+\/train\/\d+/.exec(step.stdout) ?? [];
    expect(step.stdout).toContain('! failed, caught');
    expect((await place.headwater(['show', pathspec])).stdout).toMatch(/! failed, caught\n.*\nTypeError: no data\n/);
  });

  it('leaves an error of its own class, and names that say why they are not there', async () => {
    const other = await place.headwater(['run', place.notebook('missing.ipynb', cells)]);
    expect(other.status).not.toBe(0);
    expect(other.stderr).toMatch(/'model' was not made: step 'train' failed, and its error was caught in 'failed'/);
    const told = cells.map(cell => (cell.step === 'tell' ? { ...cell, source: cell.source.replace(', typeof model', '') } : cell));
    const good = await place.headwater(['run', place.notebook('told.ipynb', told), '--json']);
    expect(good.status, good.stderr).toBe(0);
    const logs = await place.headwater(['logs', 'Told/latest']);
    expect(logs.stdout).toMatch(/true no data null 1/);
  });
});
