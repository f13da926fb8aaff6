import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../src/metadata/local-reader';
import { sortRunIds } from '../../../src/metadata/run-order';
import { pickles, TestStore, then } from './store';

let store: TestStore;
beforeEach(() => {
  store = new TestStore();
});
afterEach(() => store.remove());

describe('the order of runs', () => {
  it('is that of numeric ids without reading a record', () => {
    const ids = ['1795250000000002', '1795250000000010', '1795250000000001'];
    const read = (): never => {
      throw new Error('read a record');
    };
    expect(sortRunIds(ids, read)).toEqual(['1795250000000010', '1795250000000002', '1795250000000001']);
  });

  it('is that of their records for other ids, short numbers included', () => {
    const times: Record<string, number> = { 'argo-b': then + 5, 'argo-a': then + 9, '12': then + 7 };
    expect(sortRunIds([...Object.keys(times), `${then + 8}000`], id => times[id] ?? null)).toEqual([
      'argo-a',
      `${then + 8}000`,
      '12',
      'argo-b'
    ]);
  });

  it('leaves out what has no record', () => {
    expect(sortRunIds(['notes', '1795250000000001'], () => null)).toEqual(['1795250000000001']);
  });
});

describe('a store', () => {
  const run = '1795250000000001';

  it('is read where it lies now, whatever its records say', () => {
    store.run(run);
    store.publish({ run, artifacts: [store.artifact('x', pickles.int(7))] });
    const moved = mkdtempSync(join(tmpdir(), 'headwater-moved-'));
    cpSync(store.root, moved, { recursive: true });
    store.remove();
    const reader = openReader(moved);
    expect(reader.flows()).toEqual(['Flow']);
    expect(reader.artifactNames({ flow: 'Flow', run, step: 'start', task: '1' }, null)).toEqual(['x']);
    rmSync(moved, { recursive: true });
  });

  it('does not show what lies beside its flows and runs', () => {
    store.run(run);
    mkdirSync(store.path('mf.cards/Flow'), { recursive: true });
    mkdirSync(store.path('Flow', run, '_headwater'), { recursive: true });
    store.publish({ run });
    const reader = openReader(store.root);
    expect(reader.flows()).toEqual(['Flow']);
    expect(reader.runIds('Flow')).toEqual([run]);
    expect(reader.steps('Flow', run).map(each => each.step)).toEqual(['start']);
  });

  it('shows no artifacts of an attempt that was not published', () => {
    store.run(run);
    store.publish({ run, artifacts: [store.artifact('x', pickles.int(7))] });
    const reader = openReader(store.root);
    const path = { flow: 'Flow', run, step: 'start', task: '1' };
    expect(reader.artifactNames(path, 1)).toEqual([]);
    rmSync(store.path('Flow', run, `start/1/_meta/sysmeta_attempt-done_${then + 250}.json`));
    expect(reader.artifactNames(path, null)).toEqual([]);
    expect(reader.artifact(path, 'x', null)).toBeNull();
  });

  it('gives the last attempt unless one is asked for', () => {
    store.run(run);
    const first = store.artifact('x', pickles.int(1));
    const second = store.artifact('x', pickles.int(2));
    store.publish({ run, artifacts: [first, store.artifact('only_first', pickles.none)] });
    store.publish({ run, attempt: 1, startedAt: then + 300, finishedAt: then + 400, artifacts: [second] });
    const reader = openReader(store.root);
    const path = { flow: 'Flow', run, step: 'start', task: '1' };
    expect(reader.artifact(path, 'x', null)).toMatchObject({ key: second.key, attempt: 1 });
    expect(reader.artifact(path, 'x', 0)).toMatchObject({ key: first.key, attempt: 0 });
    expect(reader.artifactNames(path, null)).toEqual(['x']);
    expect(reader.metadata(path, 1).map(each => each.field)).toContain('attempt-done');
    expect(reader.metadata(path, 1).every(each => each.tags.includes('attempt_id:1'))).toBe(true);
  });

  it('names a record that is cut short', () => {
    store.run(run);
    const file = store.path('Flow', run, '_meta/_self.json');
    truncateSync(file, 20);
    expect(() => openReader(store.root).run('Flow', run)).toThrow(expect.objectContaining({ code: 'HW410', about: file }));
    expect(openReader(store.root).runIds('Flow')).toEqual([run]);
  });

  it.each(['..', 'a/b', '../Flow', '', 'a\\b'])('is not left by the name %j', name => {
    store.run(run);
    const reader = openReader(store.root);
    expect(() => reader.run('Flow', name)).toThrow(expect.objectContaining({ code: 'HW401' }));
    expect(() => reader.flow(name)).toThrow(expect.objectContaining({ code: 'HW401' }));
  });
});
