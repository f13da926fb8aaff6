import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pickles, TestStore, then } from './store';

let store: TestStore;
beforeEach(() => {
  store = new TestStore();
});
afterEach(() => store.remove());

describe('a run', () => {
  it('is registered with its flow, its record and latest_run', () => {
    store.run('1795250000000001', { tags: ['a'] });
    expect(store.json('Flow/_meta/_self.json')).toEqual({ flow_id: 'Flow', ts_epoch: then });
    expect(store.json('Flow/1795250000000001/_meta/_self.json')).toEqual({
      run_number: '1795250000000001',
      flow_id: 'Flow',
      user_name: 'ada',
      tags: ['a'],
      system_tags: ['user:ada', 'runtime:dev', 'python_version:3.11.7', 'metaflow_version:2.19.39'],
      ts_epoch: then
    });
    expect(readFileSync(store.path('Flow/latest_run'), 'utf8')).toBe('1795250000000001');
  });

  it('keeps its first record', () => {
    store.run('1795250000000001', { user: 'ada' });
    store.run('1795250000000001', { user: 'bob' });
    expect(store.json('Flow/1795250000000001/_meta/_self.json')['user_name']).toBe('ada');
  });

  it('writes records in ASCII, since Metaflow reads them in the locale', () => {
    store.run('1795250000000001', { tags: ['čerešňa 🍒'] });
    const text = readFileSync(store.path('Flow/1795250000000001/_meta/_self.json'), 'latin1');
    expect(text).toMatch(/^[ -~]*$/);
    expect(store.json('Flow/1795250000000001/_meta/_self.json')['tags']).toEqual(['čerešňa 🍒']);
  });
});

describe('a published task', () => {
  const run = '1795250000000001';
  const task = (...parts: string[]): string => path.join('Flow', run, 'start', '1', ...parts);

  it('has the files of a finished attempt', () => {
    store.run(run);
    const artifact = store.artifact('x', pickles.int(7));
    store.publish({ run, artifacts: [artifact], metadata: [{ field: 'script-name', type: 'script-name', value: 'a.ipynb' }] });
    expect(store.json(task('0.attempt.json'))).toEqual({ time: (then + 100) / 1000 });
    expect(store.json(task('0.task_end'))).toEqual({});
    expect(readFileSync(store.path(task('0.DONE.lock')), 'utf8')).toBe('""');
    expect(store.json(task('0.runtime'))).toEqual({ return_code: 0, killed: false, success: true });
    expect(store.json(task('0.task_begin'))).toMatchObject({ code_package_sha: null, retry_count: 0 });
    expect(store.json(task('0.data.json'))).toMatchObject({
      datastore: 'local',
      version: '1.0',
      attempt: 0,
      objects: { x: artifact.key },
      info: { x: { size: 5, encoding: 'pickle-v4' } }
    });
    expect(store.json(task('_meta/0_artifact_x.json'))).toMatchObject({
      run_number: run,
      step_name: 'start',
      task_id: '1',
      attempt_id: 0,
      name: 'x',
      content_type: 'pickle-v4',
      type: 'metaflow.artifact',
      sha: artifact.key,
      ds_type: 'local',
      location: `:root:${store.root}`,
      flow_id: 'Flow'
    });
  });

  it('has the metadata that logs and attempts are found by', () => {
    store.run(run);
    store.publish({ run, metadata: [{ field: 'foreach-execution-path', type: 'foreach-execution-path', value: 'fit:1' }] });
    const data = Object.fromEntries(
      readdirSync(store.path(task('_meta')))
        .filter(name => name.startsWith('sysmeta_'))
        .map(name => store.json(task('_meta', name)))
        .map(each => [each['field_name'], [each['value'], each['tags']]])
    );
    const tags = ['attempt_id:0'];
    expect(data).toEqual({
      user: ['ada', tags],
      runtime: ['dev', tags],
      python_version: ['3.11.7', tags],
      metaflow_version: ['2.19.39', tags],
      attempt: ['0', tags],
      'origin-run-id': ['None', tags],
      'ds-type': ['local', tags],
      'ds-root': [store.root, tags],
      'foreach-execution-path': ['fit:1', tags],
      attempt_ok: ['True', tags],
      'attempt-done': ['0', tags]
    });
  });

  it('says that it failed, and by which signal', () => {
    store.run(run);
    store.publish({ run, ok: false, returnCode: -9 });
    expect(store.json(task('0.runtime'))).toEqual({ return_code: -9, killed: true, success: false });
    const name = readdirSync(store.path(task('_meta'))).find(each => each.startsWith('sysmeta_attempt_ok')) ?? '';
    expect(store.json(task('_meta', name))['value']).toBe('False');
  });

  it('without a process has neither logs nor an exit status', () => {
    store.run(run);
    store.publish({ run, returnCode: null });
    expect(readdirSync(store.path(task())).filter(name => /runtime|log/.test(name))).toEqual([]);
  });

  it('keeps the files of an earlier attempt beside those of a later one', () => {
    store.run(run);
    store.publish({ run, ok: false, artifacts: [store.artifact('x', pickles.int(1))] });
    store.publish({ run, attempt: 1, startedAt: then + 500, finishedAt: then + 600, artifacts: [store.artifact('x', pickles.int(2))] });
    expect(existsSync(store.path(task('0.data.json')))).toBe(true);
    expect(store.json(task('1.data.json'))).toMatchObject({ attempt: 1 });
    expect(store.json(task('_meta/_self.json'))['ts_epoch']).toBe(then + 100);
  });

  it('is not there at all when it could not be written whole', () => {
    store.run(run);
    expect(() => store.publish({ run, stdout: { path: store.path('no-such-file'), start: 0, end: 5 } })).toThrow();
    expect(existsSync(store.path(task()))).toBe(false);
    expect(readdirSync(store.path('Flow', run, 'start'))).toEqual(['_meta']);
  });

  it('says which path cannot be written', () => {
    store.run(run);
    mkdirSync(store.path('Flow', run), { recursive: true });
    writeFileSync(store.path('Flow', run, 'start'), 'in the way');
    expect(() => store.publish({ run })).toThrow(expect.objectContaining({ code: 'HW414' }));
  });

  it('belongs to a step that is newer than those committed before it', () => {
    store.run(run);
    store.publish({ run, step: 'late', startedAt: then + 900 });
    store.publish({ run, step: 'early', task: '2', startedAt: then + 300 });
    const times = ['late', 'early'].map(step => Number(store.json('Flow', run, step, '_meta/_self.json')['ts_epoch']));
    expect(times[1]).toBeGreaterThan(times[0] ?? Infinity);
  });
});
