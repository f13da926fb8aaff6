import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { inspect } from 'node:util';
import { Table, tableFromArrays } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, Flow, namespace, newestPassing, type Run } from '../../client';
import { pickles } from '../src/metadata/store';
import { ClientStore } from './client-store';

let store: ClientStore;

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

function graph(steps: Readonly<Record<string, { type: string; next: readonly string[] }>>): object {
  return { start_step: 'start', end_step: 'end', parameters: [{ name: 'lr', type: 'Parameter' }], steps };
}

const plain = graph({ start: { type: 'start', next: ['end'] }, end: { type: 'end', next: [] } });

function sweep(run: string, lr: number, values: Readonly<Record<string, unknown>>, tags: readonly string[] = []): void {
  store.run(run, { tags });
  const given = store.value('lr', lr);
  store.step(run, '_parameters', '0', { artifacts: [given, store.value('_graph_info', plain)] });
  const found = Object.entries(values).map(([name, value]) => store.value(name, value));
  store.step(run, 'end', '2', { artifacts: [given, ...found] });
}

beforeAll(() => {
  namespace(null);
  store = new ClientStore();
  const history = tableFromArrays({ epoch: Float64Array.from([1, 2, 3]), loss: Float64Array.from([3, 2, 1.5]) });
  sweep('1795000000000001', 0.1, { score: 0.5, report: { mae: 2, name: 'a' }, history, plot: png, folds: [{ auc: 0.5 }, { auc: 0.7 }] }, [
    'production'
  ]);
  sweep('1795000000000002', 0.2, {
    score: 0.9,
    report: { mae: 1, name: 'b' },
    confusion: [
      [5, 1],
      [2, 4]
    ],
    big: 'x'.repeat(100_000)
  });
  sweep('1795000000000003', 0.3, { score: Number.NaN, report: { mae: 3, name: 'c' }, big: 'y'.repeat(100_000) });
  store.run('1795000000000004');
  store.step('1795000000000004', 'start', '1', { ok: false, artifacts: [store.value('score', 'high')] });
});

afterAll(() => {
  namespace(null);
  store.remove();
});

function all(): Flow {
  return Flow('Flow', { root: store.root });
}

describe('compare', () => {
  it('finds numbers, fields, series, spreads, matrices and pictures in what steps have assigned', async () => {
    const cmp = await compare(all().runs());
    const column = (id: string): unknown => cmp.data.columns.find(each => each.id === id)?.values;
    expect(cmp.runs.map(run => run.id)).toEqual(['1795000000000004', '1795000000000003', '1795000000000002', '1795000000000001']);
    expect(column('parameter:lr')).toEqual([null, 0.3, 0.2, 0.1]);
    expect(column('metric:score')).toEqual(['text "high"', 'NaN', 0.9, 0.5]);
    expect(column('metric:report.mae')).toEqual([null, 3, 1, 2]);
    expect(column('metric:history.loss')).toEqual([null, null, null, 1.5]);
    expect(column('metric:folds.auc')).toEqual([null, null, null, 0.6]);
    expect(cmp.data.notes.join(' ')).toMatch(/'score' is text in 1 run \(1795000000000004, failed\)/);
  });

  it('reads only what it is asked for, and then big values too', async () => {
    const cmp = await compare(all().runs(), { metrics: ['score', 'history'] });
    expect(cmp.data.columns.filter(each => each.facet === 'metric').map(each => each.name)).toEqual(['score', 'history.loss']);
    expect(cmp.data.curves[0]?.lines[0]).toEqual({ row: 3, xs: [1, 2, 3], ys: [3, 2, 1.5] });
  });

  it('is an Arrow table, rows, a best run and parts of itself', async () => {
    const cmp = await compare(all().runs());
    expect(cmp.best.id).toBe('1795000000000002');
    expect(cmp.table).toBeInstanceOf(Table);
    expect(cmp.table.numRows).toBe(4);
    expect(cmp.table.getChild('lr')?.toJSON()).toEqual([null, 0.3, 0.2, 0.1]);
    expect(cmp.where({ lr: [0.1, 0.2] }).runs.map(run => run.id)).toEqual(['1795000000000002', '1795000000000001']);
    expect(cmp.where(row => row.status === 'failed').runs).toHaveLength(1);
    expect(cmp.where({ tags: 'production' }).rows[0]).toMatchObject({ lr: 0.1, score: 0.5, 'report.name': 'a' });
  });

  it('takes runs, references and pathspecs, and says what it cannot take', async () => {
    const cmp = await compare([all().latestSuccessfulRun, 'Flow/1795000000000001'], { root: store.root });
    expect(cmp.runs.map(run => run.id)).toEqual(['1795000000000003', '1795000000000001']);
    await expect(compare([])).rejects.toMatchObject({ code: 'HW720' });
    await expect(compare(all(), { metrics: ['scor'] })).rejects.toMatchObject({
      code: 'HW721',
      hint: expect.stringContaining('score') as string
    });
    await expect(compare(all(), { by: ['nothing'] })).rejects.toMatchObject({ code: 'HW721' });
    await expect(compare(all(), { baseline: 'staging' })).rejects.toMatchObject({ code: 'HW721' });
    const unknown = await compare(all().runs({ last: 3 }), { metrics: ['report.name'] });
    expect(() => unknown.best).toThrow(/Nothing says which/);
  });

  it('spreads numbers that the branches of a foreach left over the branches', async () => {
    const run = '1795000000000009';
    const steps = {
      start: { type: 'split-foreach', next: ['fit'] },
      fit: { type: 'linear', next: ['join'] },
      join: { type: 'join', next: ['end'] }
    };
    store.run(run);
    store.step(run, '_parameters', '0', { artifacts: [store.value('_graph_info', graph({ ...steps, end: { type: 'end', next: [] } }))] });
    [2, 4, 6].forEach((error, at) => store.step(run, 'fit', String(at + 2), { artifacts: [store.value('error', error)] }));
    store.step(run, 'end', '9');
    const cmp = await compare([all().run(run)], { metrics: ['error'] });
    expect(cmp.data.columns).toMatchObject([{ name: 'error', values: [4], reduced: 'mean', direction: 'lower' }]);
    rmSync(store.path('Flow', run), { recursive: true });
  });

  it('shows a damaged run as one', async () => {
    const run = '1795000000000008';
    store.run(run);
    store.step(run, '_parameters', '0', { artifacts: [store.artifact('x', pickles.int(1))] });
    const file = store.path('Flow', run, '_parameters', '0', '0.data.json');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, '{"objects": {');
    const cmp = await compare([all().run(run), all().run('1795000000000001')]);
    expect(cmp.data.runs[0]?.problem).toMatch(/damaged/);
    rmSync(store.path('Flow', run), { recursive: true });
  });
});

describe('evaluate', () => {
  it('applies a function to each run, keeps results by content of code and inputs, and shows them as metrics', async () => {
    const cmp = (await compare(all().runs())).where({ status: 'successful' });
    let calls = 0;
    const test = { rows: [1, 2, 3] };
    const evaluation = (inputs: typeof test): ReturnType<typeof cmp.evaluate> =>
      cmp.evaluate(async run => {
        Reflect.set(globalThis, 'evaluated', (Reflect.get(globalThis, 'evaluated') ?? 0) + 1);
        return { total: (await run.data.get('report')).mae * inputs.rows.length };
      });
    const count = (): number => {
      const before = calls;
      calls = Number(Reflect.get(globalThis, 'evaluated'));
      return calls - before;
    };
    const first = await evaluation(test);
    expect(first.results.map(each => each.value)).toEqual([{ total: 9 }, { total: 3 }, { total: 6 }]);
    expect(count()).toBe(3);
    const again = await evaluation({ rows: [1, 2, 3] });
    expect(count()).toBe(0);
    expect(again.results.every(each => each.isCached)).toBe(true);
    await evaluation({ rows: [1, 2] });
    expect(count()).toBe(3);
    expect(first.comparison.data.columns.find(each => each.id === 'metric:total')?.values).toEqual([9, 3, 6]);
    expect(readdirSync(store.path('Flow', '_headwater', 'evaluations'))).toHaveLength(6);
    expect((await all().runs()).length).toBe(4);
  });

  it('goes on when one run fails, and says so', async () => {
    const cmp = (await compare(all().runs())).where({ status: 'successful' });
    const { results, comparison } = await cmp.evaluate(async run => {
      const { mae } = await run.data.get('report');
      if (mae > 2) throw new RangeError('too large');
      return mae;
    });
    expect(results.map(each => each.error?.message ?? each.value)).toEqual(['too large', 1, 2]);
    expect(comparison.data.columns.find(each => each.id === 'metric:evaluated')?.values[0]).toBe('text "RangeError: too large"');
  });

  it('keeps nothing where a function uses what cannot be told, and says why', async () => {
    const cmp = (await compare(all().runs())).where({ lr: 0.1 });
    const hidden = new WeakMap<object, number>();
    const work = (): number => (hidden.has({}) ? 1 : 2);
    expect((await cmp.evaluate(work)).uncached).toMatch(/WeakMap|hidden/);
    expect((await cmp.evaluate(work)).results[0]?.isCached).toBe(false);
  });
});

describe('what evaluate keeps', () => {
  const kept = async (work: (run: Run) => unknown): Promise<boolean> => {
    const cmp = (await compare(all().runs())).where({ lr: 0.1 });
    return (await cmp.evaluate(work)).results[0]?.isCached === true;
  };
  const twice = async (work: (run: Run) => unknown): Promise<boolean[]> => [await kept(work), await kept(work)];

  it('is computed again when the text of the function has changed', async () => {
    expect(await twice(async run => (await run.data.get('score')) + 41)).toEqual([false, true]);
    expect(await kept(async run => (await run.data.get('score')) + 42)).toBe(false);
  });

  it('is computed again when a variable that it takes, or what is in it, has changed', async () => {
    const weights = { list: [1, 2, 3] };
    const work = async (run: Run): Promise<number> => (await run.data.get('score')) * weights.list.length * 1001;
    expect(await twice(work)).toEqual([false, true]);
    weights.list.push(4);
    expect(await kept(work)).toBe(false);
  });

  it('is computed again when a function that it calls is another one', async () => {
    const evaluation = (model: (x: number) => number) => async (run: Run) => model((await run.data.get('score')) + 2002);
    expect(await twice(evaluation(x => x * 2))).toEqual([false, true]);
    expect(await kept(evaluation(x => x * 3))).toBe(false);
    const [a, b] = [5, 6].map(factor => (x: number) => x * factor);
    expect(await twice(evaluation(a as (x: number) => number))).toEqual([false, true]);
    expect(await kept(evaluation(b as (x: number) => number))).toBe(false);
  });

  it('is computed again when the data of the run is other data', async () => {
    const run = '1795000000000007';
    const write = (score: number): void => {
      sweep(run, 0.7, { score });
    };
    const work = async (each: Run): Promise<number> => (await each.data.get('score')) + 3003;
    const evaluated = async (): Promise<unknown> => {
      const { results } = await (await compare([`Flow/${run}`], { root: store.root })).evaluate(work);
      return [results[0]?.value, results[0]?.isCached];
    };
    write(1);
    expect(await evaluated()).toEqual([3004, false]);
    expect(await evaluated()).toEqual([3004, true]);
    rmSync(store.path('Flow', run), { recursive: true });
    write(2);
    expect(await evaluated()).toEqual([3005, false]);
    rmSync(store.path('Flow', run), { recursive: true });
  });

  it('is nothing where it reads what may have changed, or takes chance or time: never an old number', async () => {
    const cmp = (await compare(all().runs())).where({ lr: 0.1 });
    const why = async (work: (run: Run) => unknown): Promise<string | null> => (await cmp.evaluate(work)).uncached;
    expect(await why(() => readFileSync(__filename, 'utf8').length)).toMatch(/readFileSync/);
    expect(await why(() => Math.random())).toMatch(/Math\.random/);
    expect(await why(() => Date.now())).toMatch(/Date\.now/);
    expect(await why(() => new Date().getDate())).toMatch(/new Date/);
    expect(await why(() => readdirSync('.').length)).toMatch(/readdirSync/);
    expect(await why(() => new Date(5).getTime())).toBeNull();
  });
});

describe('an evaluation', () => {
  it('shows itself as the comparison does, with what went wrong by run and why nothing is kept', async () => {
    const cmp = (await compare(all().runs())).where({ status: 'successful' });
    const evaluation = await cmp.evaluate(async run => {
      if ((await run.data.get('report')).mae > 2) throw new RangeError('too large');
      return Math.random();
    });
    const shown = Reflect.get(evaluation, Symbol.for('Jupyter.display')).call(evaluation) as Record<string, string>;
    expect(Object.keys(shown)).toEqual(['application/vnd.headwater.comparison+json', 'text/html', 'text/plain']);
    expect(shown['text/plain']).toContain('! Could not be evaluated: 1795000000000003: RangeError: too large');
    expect(shown['text/plain']).toContain('! Results are not kept for the next time: it uses Math.random');
    expect(inspect(evaluation)).toBe(inspect(evaluation.comparison));
  });

  it('has as many runs under way as it may, and the results in the order of the runs', async () => {
    const cmp = await compare(all().runs());
    let [now, most] = [0, 0];
    const work = async (run: Run): Promise<string> => {
      most = Math.max(most, (now += 1));
      await new Promise(resolve => setTimeout(resolve, run.id.endsWith('1') ? 5 : 40));
      now -= 1;
      return run.id;
    };
    const { results } = await cmp.evaluate(work, { concurrency: 2, cache: false });
    expect(most).toBe(2);
    expect(results.map(each => each.value)).toEqual(cmp.runs.map(each => each.id));
    most = 0;
    await cmp.evaluate(work, { concurrency: 1, cache: false });
    expect(most).toBe(1);
  });

  it('can be given up: what has begun is kept, the rest says why it is not there', async () => {
    const cmp = await compare(all().runs());
    const control = new AbortController();
    const { results } = await cmp.evaluate(
      run => {
        if (run.id.endsWith('3')) control.abort(new Error('enough'));
        return 1;
      },
      { concurrency: 1, cache: false, signal: control.signal }
    );
    expect(results.map(each => each.error?.message ?? each.value)).toEqual([1, 1, 'enough', 'enough']);
  });
});

describe('promoting a run', () => {
  it('finds the newest run with a tag', async () => {
    expect(await all().latestSuccessfulRun.where({ tag: 'production' }).id).toBe('1795000000000001');
    await expect(Promise.resolve(all().latestSuccessfulRun.where({ tag: 'candidate' }))).rejects.toThrow(
      /no successful runs tagged 'candidate'/
    );
  });

  it('takes the newest run that passes a check and says why newer ones did not', async () => {
    const { run, reason, refused } = await newestPassing(all(), async each => {
      const score = await each.data.get('score');
      return score > 0.8 || `its score is ${score}`;
    });
    expect(run.id).toBe('1795000000000002');
    expect(refused.map(each => each.reason)).toEqual(['it is failed', 'its score is NaN']);
    expect(reason).toBe(
      'Flow/1795000000000002 passed; Flow/1795000000000004 did not: it is failed; Flow/1795000000000003 did not: its score is NaN.'
    );
  });

  it('treats a check that throws as a refusal, and says when nothing is left', async () => {
    const broken = newestPassing(all(), async run => {
      await run.data.get('model');
      return true;
    });
    await expect(broken).rejects.toMatchObject({
      code: 'HW730',
      message: expect.stringMatching(/None of 4 runs passes.*has no artifact 'model'/) as string
    });
  });

  it('tags the run that passes, takes the tag from those that do not, and records why at each', async () => {
    const tagsOf = async (id: string): Promise<string[]> => await all().run(`17950000000000${id}`).userTags;
    const check = (least: number) => async (each: Run) => {
      const score = await each.data.get('score');
      return score > least || `score is ${score},\nless than ${least}`;
    };
    await all().run('1795000000000003').addTag('live');
    const { run } = await newestPassing(all(), check(0.8), { tag: 'live' });
    expect(run.id).toBe('1795000000000002');
    expect(await tagsOf('02')).toEqual([
      'live',
      'live: passed; 1795000000000004 did not: it is failed; 1795000000000003 did not: score is NaN, less than 0.8'
    ]);
    expect(await tagsOf('03')).toEqual(['not live: score is NaN, less than 0.8']);
    expect(await all().latestSuccessfulRun.where({ tag: 'live' }).id).toBe('1795000000000002');
    // Nothing passes now: the one that serves goes on, and says so.
    await expect(newestPassing(all(), check(5), { tag: 'live' })).rejects.toMatchObject({ code: 'HW730' });
    expect(await tagsOf('02')).toEqual(['live', 'not live: score is 0.9, less than 5']);
    const record = store.path('Flow', '1795000000000002', '_meta', '_self.json');
    const written = statSync(record, { bigint: true }).mtimeNs;
    await newestPassing(all(), check(5), { tag: 'live' }).catch(() => undefined);
    expect(statSync(record, { bigint: true }).mtimeNs).toBe(written);
    expect((await tagsOf('01')).filter(each => each !== 'production')).toEqual(['not live: score is 0.5, less than 5']);
  });
});
