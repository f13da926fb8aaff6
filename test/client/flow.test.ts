import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artifact, Flow, getNamespace, Metaflow, namespace, Run, Step, Task } from '../../client';
import { ClientStore } from './client-store';

const [first, second, third] = ['1795250000000001', '1795250000000002', '1795250000000003'] as const;
let store: ClientStore;
let options: { readonly root: string };

beforeEach(() => {
  store = new ClientStore();
  options = { root: store.root };
  namespace('user:ada');
});
afterEach(() => store.remove());

/** What a promise is rejected with, as `code: message | hint`. */
async function refusal(work: PromiseLike<unknown>): Promise<string> {
  return work.then(
    value => `it gave ${String(value)}`,
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && 'hint' in error)) throw error;
      return `${String(error.code)}: ${error.message} | ${String(error.hint)}`;
    }
  );
}

describe('the latest run', () => {
  it('is the newest by its id, and its data are one chain away', async () => {
    store.successfulRun(first, { score: 1 });
    store.successfulRun(second, { score: 2 });
    expect(await Flow('Flow', options).latestRun.data['score']).toBe(2);
    expect(await Flow('Flow', options).latestRun.id).toBe(second);
    expect((await Flow('Flow', options).latestRun).pathspec).toBe(`Flow/${second}`);
  });

  it('stays the newest when an older one is tagged', async () => {
    store.successfulRun(first, {});
    store.successfulRun(second, {});
    expect(await Flow('Flow', options).run(first).addTag('best')).toEqual(['best']);
    expect(await Flow('Flow', options).latestRun.id).toBe(second);
  });

  it('that was successful skips those that failed or have not ended', async () => {
    store.successfulRun(first, { score: 1 });
    store.run(second);
    store.step(second, 'start', '1', { ok: false });
    store.run(third);
    expect(await Flow('Flow', options).latestSuccessfulRun.data['score']).toBe(1);
    expect(await Flow('Flow', options).latestRun.id).toBe(third);
  });

  it('fails by name when there is no flow, no run, or none that was successful', async () => {
    expect(await refusal(Flow('Flow', options).latestRun)).toMatch(/^HW404: There is no flow 'Flow'/);
    store.run(first);
    expect(await refusal(Flow('Flw', options).latestRun)).toMatch(/Did you mean Flow\?$/);
    expect(await refusal(Flow('Flow', options).latestSuccessfulRun)).toMatch(/^HW404: None of the 1 runs of Flow was successful/);
    expect(await refusal(Flow('Flow', options).run('12'))).toMatch(/^HW404: There is no run '12' of Flow/);
  });

  it('does not read anything before it is awaited', async () => {
    const latest = Flow('Flow', { root: store.root }).latestRun;
    const data = latest.data['score'];
    store.successfulRun(first, { score: 9 });
    expect(await data).toBe(9);
    expect(await latest.successful).toBe(true);
  });
});

describe('a namespace', () => {
  beforeEach(() => {
    store.successfulRun(first, { who: 'bob' }, { user: 'bob' });
    store.successfulRun(second, { who: 'bob' }, { user: 'bob', tags: ['shared'] });
  });

  it('hides the runs of others, and says how many', async () => {
    expect(await refusal(Flow('Flow', options).latestRun)).toBe(
      "HW406: Flow has no runs in the namespace 'user:ada'; 2 runs lie outside it. | Call namespace(null) to see everybody's runs."
    );
    expect(await refusal(Flow('Flow', options).run(first))).toMatch(/^HW406: .*not in the namespace.*namespace\('user:bob'\)/);
    expect(await Flow('Flow', options).runs()).toEqual([]);
    expect(await Metaflow(options).flows).toEqual([]);
  });

  it('of null shows all, another one its own', async () => {
    namespace(null);
    expect((await Flow('Flow', options).runs()).map(run => run.id)).toEqual([second, first]);
    namespace('shared');
    expect((await Flow('Flow', options).runs()).map(run => run.id)).toEqual([second]);
    expect(getNamespace()).toBe('shared');
    expect((await Metaflow(options).flows).map(flow => flow.id)).toEqual(['Flow']);
  });

  it('is kept by what was opened before it changed', async () => {
    namespace(null);
    const flow = Flow('Flow', options);
    namespace('user:ada');
    expect(await flow.latestRun.data['who']).toBe('bob');
  });
});

describe('runs', () => {
  it('are listed newest first, filtered and limited, also one by one', async () => {
    store.successfulRun(first, {}, { tags: ['keep'] });
    store.successfulRun(second, {});
    store.run(third, { tags: ['keep'] });
    const flow = Flow('Flow', options);
    const ids = async (filter: Parameters<typeof flow.runs>[0]): Promise<string[]> => (await flow.runs(filter)).map(run => run.id);
    expect(await ids({})).toEqual([third, second, first]);
    expect(await ids({ last: 2 })).toEqual([third, second]);
    expect(await ids({ tags: ['keep'] })).toEqual([third, first]);
    expect(await ids({ tags: ['keep'], status: 'successful' })).toEqual([first]);
    const seen: string[] = [];
    for await (const run of flow) {
      seen.push(run.id);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([third, second]);
  });
});

describe('an address', () => {
  it('opens each kind of thing', async () => {
    store.successfulRun(first, { x: 5 });
    expect(await Run(`Flow/${first}`, options).successful).toBe(true);
    expect((await Step(`Flow/${first}/start`, options).tasks).map(task => task.id)).toEqual(['1']);
    expect(await Task(`Flow/${first}/start/1`, options).data['x']).toBe(5);
    expect(await Artifact(`Flow/${first}/start/1/x`, options).data).toBe(5);
  });

  it('of another kind is refused at once', () => {
    expect(() => Run('Flow', options)).toThrow(/of a flow, not of a run/);
    expect(() => Flow('Flow/..', options)).toThrow(/not a pathspec/);
    expect(() => Task('../../x/y', options)).toThrow(/not a pathspec/);
  });

  it('of a step or task that is not there lists those that are', async () => {
    store.successfulRun(first, {});
    expect(await refusal(Step(`Flow/${first}/strt`, options).tasks)).toMatch(/no step 'strt'.*Did you mean start\?/);
    expect(await refusal(Task(`Flow/${first}/start/77`, options).stdout)).toMatch(/no task '77' in step 'start'.*It has 1/);
  });
});

describe('a store that is not there', () => {
  it('is named when something is read, not when it is opened', async () => {
    const flow = Flow('Flow', { root: store.path('nowhere') });
    expect(await refusal(flow.latestRun)).toMatch(/^HW408: .*nowhere/);
  });
});

describe('printing', () => {
  it('shows a summary of what is there', async () => {
    store.successfulRun(first, { score: 1, table: [] }, { tags: ['best'] });
    const run = await Run(`Flow/${first}`, options);
    expect(inspect(run)).toMatch(new RegExp(`^Run Flow/${first} · successful · 2 steps · ada · .* · tags: best$`));
    expect(inspect(Flow('Flow', options))).toBe(`Flow Flow · 1 run, newest first: ${first}`);
    expect(inspect(run.data)).toBe(`Data of Flow/${first}: score, table`);
    expect(inspect(run.step('start'))).toBe(`Step Flow/${first}/start · 1 task`);
    expect(inspect(run.step('start').task)).toBe(`Task Flow/${first}/start/1 · successful · score, table`);
    expect(inspect(Flow('Flow', options).latestRun)).toBe(inspect(run));
  });

  it('says what is wrong instead of throwing', () => {
    expect(inspect(Flow('Nope', options).latestRun)).toMatch(/no flow 'Nope'/);
  });
});
