import type { Table } from 'apache-arrow';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { Flow, namespace, Run, type Data } from '../../client';
import { namingContext } from '../../src/artifact/naming-context';
import { ownLease } from '../../src/scheduler/lease';
import { ClientStore } from './client-store';

/** As a cell has it: the CommonJS copy. */
const { tableFromArrays } = createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');
const run = '1795250000000001';
let store: ClientStore;
let options: { readonly root: string };

beforeEach(() => {
  store = new ClientStore();
  options = { root: store.root };
  namespace(null);
});
afterEach(() => store.remove());

class Model {
  readonly weight: number;
  constructor(weight: number) {
    this.weight = weight;
  }
  predict(x: number): number {
    return this.weight * x;
  }
}

describe('data', () => {
  it('gives values back as what they were', async () => {
    const value = {
      map: new Map([['a', 1n]]),
      set: new Set([NaN]),
      when: new Date(5),
      bytes: new Uint8Array([1, 2]),
      nothing: undefined,
      zero: -0
    };
    store.successfulRun(run, { value });
    expect(await Run(`Flow/${run}`, options).data['value']).toEqual(value);
  });

  it('can be awaited itself, even where an artifact is called then', async () => {
    store.successfulRun(run, { then: 1, constructor: 2, get: 3, toString: 4, hasOwnProperty: 5 });
    const data = await Promise.resolve((await Run(`Flow/${run}`, options)).data);
    expect(await data.get('then')).toBe(1);
    expect(await data.get('get')).toBe(3);
    for (const [name, value] of Object.entries({ constructor: 2, toString: 4, hasOwnProperty: 5 }))
      expect(await (Reflect.get(data, name) as Promise<unknown>)).toBe(value);
  });

  it('completes with the names that are there, and touching a wrong one is no crash', async () => {
    store.successfulRun(run, { b: 1, a: 2 });
    const { data } = await Run(`Flow/${run}`, options);
    expect(Object.keys(data)).toEqual(['a', 'b']);
    expect('a' in data).toBe(true);
    expect('zz' in data).toBe(false);
    void data['zz'];
  });

  it('of a wrong name lists near names', async () => {
    store.successfulRun(run, { score: 1, scores: 2, unrelated: 3 });
    await expect(Run(`Flow/${run}`, options).data['scors']).rejects.toMatchObject({
      code: 'HW405',
      about: 'scors',
      hint: 'Did you mean score or scores?'
    });
    await expect(Run(`Flow/${run}`, options).data['zzzzzz']).rejects.toMatchObject({ hint: 'It has score, scores, unrelated.' });
  });

  it('has its types when the flow is told them', async () => {
    store.successfulRun(run, { df: tableFromArrays({ a: [1, 2, 3] }), score: 0.5 });
    const flow = Flow<{ df: Table; score: number }>('Flow', options);
    expectTypeOf(flow.latestRun.data).toEqualTypeOf<Data<{ df: Table; score: number }>>();
    expectTypeOf(flow.latestRun.data.score).toEqualTypeOf<Promise<number>>();
    const df = await flow.latestRun.data.df;
    expect([df.numRows, await flow.latestRun.data.score]).toEqual([3, 0.5]);
  });

  it('gives instances the prototype of a class that is passed by name', async () => {
    store.run(run);
    const address = { kind: 'definition', cell: 3, name: 'Model', path: [] } as const;
    const context = { ...namingContext, addressOf: (value: object) => (value === Model ? address : namingContext.addressOf(value)) };
    store.step(run, 'end', '2', { artifacts: [store.value('model', new Model(3), context)] });
    const model = (await Run(`Flow/${run}`, { ...options, classes: { Model } }).data['model']) as Model;
    expect(model.predict(2)).toBe(6);
    const unknown = (await Run(`Flow/${run}`, options).data['model']) as object;
    expect(unknown).not.toBeInstanceOf(Model);
    expect([unknown.constructor.name, { ...unknown }]).toEqual(['Model', { weight: 3 }]);
  });

  it('of a failed run says where it failed, and where the value can be found', async () => {
    store.run(run);
    store.step(run, 'load', '1', { artifacts: [store.value('df', [1])] });
    store.step(run, 'train', '2', { ok: false, artifacts: [store.value('df', [1])] });
    const { data } = await Run(`Flow/${run}`, options);
    await expect(data['df']).rejects.toMatchObject({ code: 'HW407', message: expect.stringContaining("failed in step 'train'") as string });
    await expect(data['df']).rejects.toMatchObject({ hint: expect.stringContaining('.task.data.df') as string });
    await expect(data['model']).rejects.toMatchObject({ hint: expect.stringContaining('load, train') as string });
    expect(await Run(`Flow/${run}`, options).step('load').task.data['df']).toEqual([1]);
  });

  it('of a run that is going on says so, and when its owner is gone, that it died', async () => {
    store.run(run);
    store.step(run, 'load', '1', { artifacts: [store.value('df', [1])] });
    mkdirSync(store.path('Flow', run, '_headwater'));
    const lease = store.path('Flow', run, '_headwater/lease.json');
    const { data, status } = await Run(`Flow/${run}`, options);
    writeFileSync(lease, JSON.stringify(ownLease(Date.now())));
    expect(await status).toBe('running');
    await expect(data['df']).rejects.toMatchObject({ code: 'HW407', message: expect.stringContaining('is still running') as string });
    writeFileSync(lease, JSON.stringify({ ...ownLease(Date.now()), boot: 'earlier' }));
    expect(await Run(`Flow/${run}`, options).status).toBe('died');
    await expect(Run(`Flow/${run}`, options).data['df']).rejects.toMatchObject({ message: expect.stringContaining('died') as string });
  });

  it('of a run without a step says that nothing has been committed', async () => {
    store.run(run);
    await expect(Run(`Flow/${run}`, options).data['df']).rejects.toMatchObject({ code: 'HW407', hint: 'No step of it has finished yet.' });
  });
});
