import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Flow, namespace, Run } from '../../client';
import { encodeForeachStack, encodePlain, encodeTransition } from '../../src/artifact/encode-plain';
import type { EncodedValue } from '../../src/artifact/artifact';
import { openBlobStore } from '../../src/datastore/local-blob-store';
import type { PublishedArtifact } from '../../src/metadata/metadata';
import { packCode } from '../../src/scheduler/code-package';
import { findPython } from '../build';
import { ClientStore } from '../client/client-store';
import { then } from '../src/metadata/store';

const [older, run] = ['1795250000000001', '1795250000000002'] as const;
const notebook = '{"cells":[],"nbformat":4}';
const python = findPython();
let store: ClientStore;
let found: Found;

interface Found {
  readonly runs: readonly string[];
  readonly successful: boolean;
  readonly tags: readonly string[];
  readonly code: { readonly script: string; readonly text: string } | null;
  readonly tasks: Readonly<
    Record<
      string,
      {
        readonly index: number | null;
        readonly stdout: string;
        readonly stderr: string;
        readonly stdout_size: number;
        readonly parents: readonly string[];
        readonly children: readonly string[];
        readonly attempt: number;
        readonly successful: boolean;
        readonly data: Readonly<Record<string, readonly [string, number, string]>>;
        readonly metadata: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** A run start -> fit (2 items) -> join -> end as the scheduler writes it, beside an older one. The second item succeeds at its second attempt. */
beforeAll(async () => {
  if (python === null) throw new Error('No Python with metaflow: set HEADWATER_PYTHON, or let npm test make .python');
  store = new ClientStore();
  // The stock client looks for a folder of this name.
  const root = path.join(store.root, '.metaflow');
  mkdirSync(root);
  const code = await storeCode(root);
  namespace(null);
  Object.assign(store, { root });
  store.run(older, { createdAt: then - 1000 });
  store.run(run, { tags: ['mine', 'old'] });
  const output = store.output('zero\nuno\ndue, naïve 🚲');
  const common = [encoded('_graph_info', encodePlain(graph)), encoded('_transition', encodeTransition(['fit'], null))];
  for (const [step, task] of [
    ['start', '1'],
    ['end', '2']
  ] as const)
    store.step(older, step, task, { artifacts: common });
  const item = (index: number): PublishedArtifact[] => [
    ...common,
    encoded('_foreach_stack', encodeForeachStack([frame(index)])),
    encoded('n', encodePlain(index))
  ];
  const at = (index: number): { field: string; type: string; value: string } => ({
    field: 'foreach-execution-path',
    type: 'foreach-execution-path',
    value: `fit:${index}`
  });
  store.step(run, 'start', '1', { artifacts: [...common, encoded('x', encodePlain({ a: [1, 'zwei'] }))], metadata: [code] });
  store.step(run, 'fit', '2', {
    artifacts: item(0),
    metadata: [at(0)],
    stdout: { path: output, start: 0, end: 5 },
    stderr: { path: output, start: 5, end: 9 }
  });
  store.step(run, 'fit', '3', { artifacts: item(1), metadata: [at(1)], ok: false, returnCode: 1 });
  store.step(run, 'fit', '3', {
    artifacts: item(1),
    metadata: [at(1)],
    attempt: 1,
    startedAt: then + 400,
    finishedAt: then + 450,
    stdout: { path: output, start: 9, end: 27 }
  });
  store.step(run, 'join', '4', { artifacts: common });
  store.step(run, 'end', '5', { artifacts: [...common, encoded('x', encodePlain({ a: [1, 'zwei'] }))] });
  const script = path.join(__dirname, 'reads-our-writers.py');
  const env = { ...process.env, METAFLOW_USER: 'bob', METAFLOW_DATASTORE_SYSROOT_LOCAL: path.dirname(root), METAFLOW_HOME: root };
  found = JSON.parse(
    execFileSync(python, [script, `Flow/${older}`, 'first', 'none'], { env, cwd: path.dirname(root), encoding: 'utf8' }).trim()
  ) as Found;
  found = JSON.parse(
    execFileSync(python, [script, `Flow/${run}`, 'from-python', 'old'], { env, cwd: path.dirname(root), encoding: 'utf8' }).trim()
  ) as Found;
}, 120_000);

afterAll(() => rmSync(path.dirname(store.root), { recursive: true, force: true }));

const graph = {
  file: 'a.ipynb',
  start_step: 'start',
  end_step: 'end',
  steps: {
    start: { name: 'start', type: 'split-foreach', next: ['fit'] },
    fit: { name: 'fit', type: 'linear', next: ['join'] },
    join: { name: 'join', type: 'join', next: ['end'] },
    end: { name: 'end', type: 'end', next: [] }
  }
};

function frame(index: number): Parameters<typeof encodeForeachStack>[0][number] {
  return { step: 'start', variable: 'items', splits: 2, index, value: `item ${index}` };
}

function encoded(name: string, value: EncodedValue): PublishedArtifact {
  openBlobStore(store.root, 'Flow').save(value.key, value.parts, value.raw);
  return { name, key: value.key, size: value.size, pythonType: value.pythonType };
}

async function storeCode(root: string): Promise<{ field: string; type: string; value: string }> {
  const { bytes, key, metadata } = await packCode({
    notebook: { path: path.join(root, 'a.ipynb'), text: notebook },
    modules: [],
    user: 'ada',
    flow: 'Flow'
  });
  openBlobStore(root, 'Flow').save(key, [bytes], true);
  const location = path.join(root, 'Flow', 'data', key.slice(0, 2), key);
  return { field: 'code-package', type: 'code-package', value: JSON.stringify({ ds_type: 'local', sha: key, location, metadata }) };
}

const task = (step: string, id: string): string => `Flow/${run}/${step}/${id}`;

describe('the stock client reads what our writers wrote', () => {
  it('as a successful run with its tags', () => {
    expect(found).toMatchObject({ successful: true, tags: ['mine', 'old'] });
    expect([...found.runs].sort()).toEqual([older, run]);
  });

  it('with each task, its place in the foreach, its parents and children', () => {
    const shape = Object.fromEntries(
      Object.entries(found.tasks).map(([name, { index, parents, children }]) => [name, [index, parents, children]])
    );
    expect(shape).toEqual({
      [task('start', '1')]: [null, [], [task('fit', '2'), task('fit', '3')]],
      [task('fit', '2')]: [0, [task('start', '1')], [task('join', '4')]],
      [task('fit', '3')]: [1, [task('start', '1')], [task('join', '4')]],
      [task('join', '4')]: [null, [task('fit', '2'), task('fit', '3')], [task('end', '5')]],
      [task('end', '5')]: [null, [task('join', '4')], []]
    });
  });

  it('with what was printed', () => {
    expect(found.tasks[task('fit', '2')]).toMatchObject({ stdout: 'zero\n', stderr: 'uno\n' });
    expect(found.tasks[task('fit', '3')]).toMatchObject({ stdout: 'due, naïve 🚲\n' });
  });

  it('with the last attempt of a task that was tried twice', () => {
    expect(found.tasks[task('fit', '3')]).toMatchObject({ attempt: 1, successful: true });
  });

  it('with values, sizes and keys', async () => {
    const [text, size, sha] = found.tasks[task('end', '5')]?.data['x'] ?? [];
    expect(text).toBe("{'a': [1, 'zwei']}");
    const ours = (await Run(`Flow/${run}`, { root: store.root })).step('end').task.artifact('x');
    expect([size, sha]).toEqual([await ours.size, await ours.sha]);
  });

  it('with the code that was run, as ours does', async () => {
    expect(found.code).toEqual({ script: 'a.ipynb', text: notebook });
    const code = await Run(`Flow/${run}`, { root: store.root }).code;
    expect([await code?.scriptName, await code?.flowspec]).toEqual(['a.ipynb', notebook]);
  });
});

describe('tags', () => {
  it('that Python changed are seen, and the run that it tagged first is still the older one', async () => {
    expect(await Run(`Flow/${run}`, { root: store.root }).userTags).toEqual(['from-python', 'mine']);
    expect(await Run(`Flow/${older}`, { root: store.root }).userTags).toEqual(['first']);
    expect(await Flow('Flow', { root: store.root }).latestRun.id).toBe(run);
  });

  it('that we change are seen by Python', async () => {
    expect(await Run(`Flow/${run}`, { root: store.root }).replaceTags(['mine'], ['ours ✓'])).toEqual(['from-python', 'ours ✓']);
    const program = `from metaflow import Run, namespace\nnamespace(None)\nprint(sorted(Run("Flow/${run}").user_tags))`;
    const env = {
      ...process.env,
      METAFLOW_DATASTORE_SYSROOT_LOCAL: path.dirname(store.root),
      METAFLOW_HOME: store.root,
      PYTHONIOENCODING: 'utf-8'
    };
    expect(execFileSync(String(python), ['-c', program], { env, encoding: 'utf8' }).trim()).toBe("['from-python', 'ours ✓']");
  });
});
