import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mutateTags } from '../../../src/metadata/mutate-tags';
import { TestStore, then } from './store';

const run = '1795250000000001';
let store: TestStore;
beforeEach(() => {
  store = new TestStore();
  store.run(run, { tags: ['b', 'a'] });
});
afterEach(() => store.remove());

const mutate = (add: string[], remove: string[] = []): Promise<string[]> => mutateTags(store.root, 'Flow', run, { add, remove });

describe('tags', () => {
  it('are removed, then added', async () => {
    expect(await mutate(['c', 'a'], ['a', 'b'])).toEqual(['a', 'c']);
    expect(store.json('Flow', run, '_meta/_self.json')['tags']).toEqual(['a', 'c']);
  });

  it('leave the rest of the record as it was, its time above all', async () => {
    await mutate(['c']);
    expect(store.json('Flow', run, '_meta/_self.json')).toMatchObject({ ts_epoch: then, user_name: 'ada', run_number: run });
  });

  it('that are system tags are not added twice, and cannot be removed', async () => {
    expect(await mutate(['user:ada', 'x'])).toEqual(['a', 'b', 'x']);
    await expect(mutate([], ['user:ada'])).rejects.toMatchObject({ code: 'HW417', about: 'user:ada' });
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(501)],
    ['a lone surrogate', 'x\ud800']
  ])('must not be %s', async (_, tag) => {
    await expect(mutate([tag])).rejects.toMatchObject({ code: 'HW417', about: tag });
  });

  it('may be 500 characters long, counted as Python counts', async () => {
    expect(await mutate(['🍒'.repeat(500)])).toHaveLength(3);
  });

  it('may be 50, not 51', async () => {
    expect(await mutate(Array.from({ length: 48 }, (_, i) => `t${i}`))).toHaveLength(50);
    await expect(mutate(['one more'])).rejects.toMatchObject({ code: 'HW417' });
    expect(await mutate([], ['t1'])).toHaveLength(49);
  });

  it('of several writers at once are all there in the end', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => mutate([`w${i}`])));
    expect(await mutate([])).toEqual(['a', 'b', ...Array.from({ length: 10 }, (_, i) => `w${i}`)]);
  });

  it('of no run are refused', async () => {
    await expect(mutateTags(store.root, 'Flow', '12', { add: ['x'], remove: [] })).rejects.toMatchObject({
      code: 'HW404',
      about: 'Flow/12'
    });
  });
});
