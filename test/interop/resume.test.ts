import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Run, namespace } from '../../client';
import { buildOnce } from '../build';
import { pythonOrFail } from '../e2e/example-run';
import { lastEvent, makeWorkspace, type TestCell, type Workspace } from '../e2e/workspace';

/** A task as resumed-run.py saw it. */
interface FoundTask {
  readonly successful: boolean;
  readonly origin: string | null;
  readonly run: string;
  readonly task: string | null;
  readonly root: string | null;
  readonly index: number | null;
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly shas: Readonly<Record<string, string>>;
}

interface Found {
  readonly successful: boolean;
  readonly origin: string;
  readonly user: readonly string[];
  readonly tags: readonly string[];
  readonly steps: readonly string[];
  readonly data: Readonly<Record<string, string>>;
  readonly parameters: string;
  readonly tasks: Readonly<Record<string, FoundTask>>;
}

function cells(last: string): TestCell[] {
  return [
    { source: "import { foreach } from 'headwater';" },
    { step: 'load', source: "const numbers = [1, 2, 3];\nconsole.log('loaded');" },
    { step: 'square', source: 'const squares = await foreach(numbers, n => n * n);' },
    { step: 'tell', source: last }
  ];
}

let place: Workspace;
let origin: string;
let resumed: string;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  origin = String(
    lastEvent(
      await place.headwater(['run', place.notebook('squares.ipynb', cells("throw new Error('no');")), '--json', '--tag', 'theirs'])
    )['pathspec']
  );
  place.notebook('squares.ipynb', cells("const text = 'sum ' + squares.reduce((a, b) => a + b);"));
  const options = { environment: { METAFLOW_USER: 'me', USERNAME: 'me', USER: 'me' } };
  const ran = await place.headwater(['resume', origin, '--json', '--tag', 'mine'], options);
  resumed = String(lastEvent(ran)['pathspec']);
}, 300_000);

afterAll(() => place.remove());

/** Runs Python in the project. */
function python(...args: readonly string[]): string {
  const env = { ...process.env, ...place.environment, METAFLOW_DEFAULT_METADATA: 'local', METAFLOW_DEFAULT_DATASTORE: 'local' };
  return execFileSync(pythonOrFail(), args, { cwd: place.folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('the real metaflow', () => {
  let found: Found;
  const at = (task: string): string => `${resumed}/${task}`;
  beforeAll(() => {
    found = JSON.parse(python(path.join(__dirname, 'resumed-run.py'), resumed)) as Found;
  });

  it('reads a resumed run as one that was resumed: whole, with its origin, and mine', () => {
    const [, run] = origin.split('/');
    expect(found).toMatchObject({ successful: true, origin, parameters: run, user: ['user:me'], tags: ['mine'] });
    expect(found.steps).toEqual(['end', 'tell', 'square_join', 'square', 'square_split', 'load', 'start']);
    expect(found.data).toMatchObject({ numbers: '[1, 2, 3]', squares: '[1, 4, 9]', text: "'sum 14'" });
  });

  it('sees each task once, and which of them were cloned from where', () => {
    const [, run] = origin.split('/');
    const ids = ['start/1', 'load/2', 'square_split/3', 'square/4', 'square/5', 'square/6', 'square_join/7', 'tell/8', 'end/9'];
    expect(Object.keys(found.tasks).sort()).toEqual(ids.map(at).sort());
    for (const task of Object.values(found.tasks)) expect(task).toMatchObject({ successful: true, run, root: place.storeRoot });
    const cloned = ids.slice(1, 7);
    for (const id of cloned) expect(found.tasks[at(id)]).toMatchObject({ origin: `${origin}/${id}`, task: id.split('/')[1] });
    for (const id of ids) if (!cloned.includes(id)) expect(found.tasks[at(id)]?.task).toBeNull();
  });

  it('finds parents, children, items and the same content', () => {
    const items = ['square/4', 'square/5', 'square/6'];
    expect(found.tasks[at('square_split/3')]?.children).toEqual(items.map(at));
    expect(found.tasks[at('square_join/7')]).toMatchObject({ parents: items.map(at), children: [at('tell/8')] });
    expect(items.map(id => found.tasks[at(id)]?.index)).toEqual([0, 1, 2]);
    const before = JSON.parse(python(path.join(__dirname, 'resumed-run.py'), origin)) as Found;
    for (const id of ['load/2', 'square_split/3', ...items, 'square_join/7'])
      expect(found.tasks[at(id)]?.shas).toEqual(before.tasks[`${origin}/${id}`]?.shas);
  });

  it('resumes a run of ours with its own resume', async () => {
    const [, run = ''] = resumed.split('/');
    const told = python(path.join(__dirname, 'resumed_flow.py'), 'resume', 'tell', '--origin-run-id', run);
    expect(told).toContain('python says 14');
    const [, id = ''] = /run-id (\d+)/.exec(told) ?? [];
    namespace(null);
    const ours = await Run(`Squares/${id}`, { root: place.storeRoot });
    expect(await ours.successful).toBe(true);
    expect(await ours.originPathspec).toBe(resumed);
    expect(await ours.data.get('text')).toBe('python says 14');
    // A clone of a clone: what it printed is where it ran.
    expect(await ours.step('load').task.stdout).toBe('loaded\n');
    const refused = await place.headwater(['resume', `Squares/${id}`]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringMatching(/HW523[^]*--origin-run-id/)]);
  });
});

describe('our own client', () => {
  it('says where a run and its tasks come from, and reads the logs of what ran there', async () => {
    namespace(null);
    const run = await Run(resumed, { root: place.storeRoot });
    expect([await run.originPathspec, await run.status, await run.user]).toEqual([origin, 'successful', 'me']);
    const load = run.step('load').task;
    expect(await load.originPathspec).toBe(`${origin}/load/2`);
    expect([await load.stdout, (await load.loglines('stdout')).map(each => each[1])]).toEqual(['loaded\n', ['loaded']]);
    expect(await load.stdoutSize).toBeGreaterThan(0);
    expect(await run.step('tell').task.originPathspec).toBeNull();
  });
});
