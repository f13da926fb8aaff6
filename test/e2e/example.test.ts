import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, packageRoot } from '../build';
import { executeInKernel, pythonOrFail, runExample, type ExecutedCell } from './example-run';
import { makeWorkspace, type Workspace } from './workspace';

/** What read-example.py prints. */
interface FoundByMetaflow {
  readonly latest: string;
  readonly successful: boolean;
  readonly steps: readonly string[];
  readonly fits: readonly number[];
  readonly tables: readonly boolean[];
  readonly leaderboard: Readonly<Record<string, readonly (string | number)[]>>;
  readonly predictions: { readonly rows: number; readonly columns: readonly string[]; readonly time: string };
  readonly best: string;
  readonly airports: number;
  readonly stdout: string;
  readonly compare: Neighbours;
  readonly load: Neighbours;
  readonly code: boolean;
}

interface Neighbours {
  readonly parents: readonly string[];
  readonly children: readonly string[];
}

const steps = ['load', 'features', 'train', 'compare', 'predict'];

let place: Workspace;
let pathspec: string;
let cells: readonly ExecutedCell[];

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  pathspec = await runExample(place);
  cells = executeInKernel(place);
}, 500_000);

afterAll(() => place.remove());

describe('the example', () => {
  it('runs from top to bottom in a stock tslab kernel', () => {
    expect(cells.filter(each => each.stderr !== '' || each.errors.length > 0)).toEqual([]);
    expect(cells.filter(each => each.step !== null && each.stdout === '' && each.step !== 'train')).toEqual([]);
  });

  it('prints the same as a flow, step by step', async () => {
    for (const step of steps.filter(each => each !== 'train'))
      expect((await place.headwater(['logs', `${pathspec}/${step}`, '--stdout'])).stdout, step).toBe(printedBy(step));
  });

  it('makes a task of each fit, which prints what the kernel prints for it', async () => {
    const { stdout } = await place.headwater(['logs', `${pathspec}/train`, '--stdout']);
    const untimed = (text: string) =>
      text
        .replace(/ in [\d.]+ s/g, '')
        .split('\n')
        .sort();
    expect(untimed(stdout)).toEqual(untimed(printedBy('train')));
    expect(untimed(stdout)).toHaveLength(17);
  });

  it('shows the earlier run and its card in its last cells', () => {
    expect(cells.at(-2)?.stdout).toContain(pathspec.split('/')[1]);
    expect(cells.at(-1)?.stdout).toContain('today 3** is best');
  });
});

describe('the real metaflow reads the example', () => {
  let found: FoundByMetaflow;

  beforeAll(() => {
    const script = path.join(packageRoot, 'test/e2e/read-example.py');
    const options = { cwd: place.folder, env: { ...process.env, ...place.environment }, encoding: 'utf8' } as const;
    found = JSON.parse(execFileSync(pythonOrFail(), [script, pathspec], options)) as FoundByMetaflow;
  });

  it('as its latest, successful run, with code', () => {
    expect(found).toMatchObject({ latest: pathspec, successful: true, code: true });
  });

  it('with tables as data frames and the values that the kernel printed', () => {
    expect(found.tables).toEqual([true, true, true]);
    expect(found.leaderboard['model']).toHaveLength(16);
    expect(printedBy('compare')).toContain(`Best: ${found.best}\n`);
    expect(printedBy('compare')).toContain(String(found.leaderboard['error']?.[0]));
    expect(printedBy('predict')).toContain(`${found.predictions.rows.toLocaleString('en')} predictions`);
    expect(found.predictions).toMatchObject({
      columns: ['time', 'origin', 'destination', 'delay', 'predicted'],
      time: expect.stringMatching(/^datetime64/) as string
    });
    expect(found.airports).toBeGreaterThan(200);
  });

  it('with a task for each item of the foreach, and tasks joined as the steps are', () => {
    expect(found.fits).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect(found.load.children).toEqual(['features']);
    expect(found.compare).toEqual({ parents: ['features', 'train_join'], children: ['predict'] });
  });

  it('with the text that a step printed', () => {
    expect(found.stdout).toBe(printedBy('compare'));
  });

  it('and its tags are seen from TypeScript', async () => {
    const shown = await place.headwater(['runs', 'FlightDelays', '--tag', 'seen-by-python', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject([{ pathspec, tags: ['seen-by-python'] }]);
  });
});

function printedBy(step: string): string {
  return cells
    .filter(each => each.step === step)
    .map(each => each.stdout)
    .join('');
}
