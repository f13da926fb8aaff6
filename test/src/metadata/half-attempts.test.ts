import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeHalfAttempts } from '../../../src/metadata/half-attempts';
import type { TaskPublication } from '../../../src/metadata/metadata';
import { pickles, TestStore, then } from './store';

const run = '1795250000000001';
let store: TestStore;
let second: TaskPublication;

/** The first attempt of a task has failed and is published; the second one, which makes `x` too, is about to be. */
beforeEach(() => {
  store = new TestStore();
  store.run(run);
  const artifacts = [store.artifact('x', pickles.int(1)), store.artifact('y', pickles.int(2))];
  store.publish({ run, ok: false, artifacts: artifacts.slice(1), stdout: { path: store.output('first'), start: 0, end: 5 } });
  const task = { flow: 'Flow', run, step: 'start', task: '1', attempt: 1, startedAt: then + 500, finishedAt: then + 600 };
  second = {
    ...task,
    artifacts,
    metadata: [],
    stdout: { path: store.output('other'), start: 0, end: 5 },
    stderr: null,
    returnCode: 0,
    ok: true
  };
});
afterEach(() => {
  store.remove();
  vi.unstubAllEnvs();
  vi.doUnmock('../../../src/metadata/half-attempts');
  vi.resetModules();
});

const folder = (): string => store.path('Flow', run, 'start', '1');
const files = (): string[] => readdirSync(folder(), { recursive: true, encoding: 'utf8' }).sort();

/** Publishes the second attempt up to the nth file; false when it has fewer. `cleans`: whether the publisher lives on to take it back. */
async function publishUntil(nth: number, cleans: boolean): Promise<boolean> {
  vi.resetModules();
  vi.stubEnv('HEADWATER_FAIL_AT', `attempt-file-temporary:${nth}`);
  if (!cleans) vi.doMock('../../../src/metadata/half-attempts', () => ({ removeAttempt: () => undefined }));
  const { publishTask } = await import('../../../src/metadata/local-metadata');
  try {
    publishTask(store.root, second);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'HW413' });
    return true;
  }
}

/** The attempt that Metaflow's client shows: the value of the last `attempt-done` (`LocalMetadataProvider._get_object_internal`). */
function shownAttempt(): number {
  const name = readdirSync(path.join(folder(), '_meta')).filter(each => each.startsWith('sysmeta_attempt-done_'));
  return Number(store.json('Flow', run, 'start/1/_meta', name.sort().at(-1) ?? '')['value']);
}

/** The attempt that Metaflow's datastore opens, which must be done: the last one with an `attempt.json` (`TaskDataStore.__init__`). */
function openedAttempt(): number {
  const last = [1, 0].find(each => existsSync(path.join(folder(), `${each}.attempt.json`))) ?? -1;
  expect(existsSync(path.join(folder(), `${last}.DONE.lock`))).toBe(true);
  expect(JSON.parse(readFileSync(path.join(folder(), `${last}.data.json`), 'utf8'))).toMatchObject({ attempt: last });
  return last;
}

describe('a further attempt of a task whose publisher is killed on the way', () => {
  it('leaves the attempt before to readers, and is taken back by whoever closes the run', async () => {
    const before = files();
    const seen: string[] = [];
    for (let nth = 1; await publishUntil(nth, false); nth++) {
      seen.push(`${shownAttempt()} ${openedAttempt()}`);
      removeHalfAttempts({ root: store.root, flow: 'Flow', run }, new Set(['1']));
      expect(files()).toEqual(before);
    }
    expect([shownAttempt(), openedAttempt()]).toEqual([1, 1]);
    // Two names cannot be given in one step: Metaflow's own writer has its new attempt open all the time from its start to its end.
    expect(new Set(seen.slice(0, -1))).toEqual(new Set(['0 0']));
    expect(seen.at(-1)).toBe('0 1');
    expect(seen.length).toBeGreaterThan(10);
  });

  it('is taken back at once when the disk is full', async () => {
    const before = files();
    for (let nth = 1; await publishUntil(nth, true); nth++) expect(files()).toEqual(before);
  });

  it('stays when it is done', async () => {
    await publishUntil(1000, true);
    const whole = files();
    removeHalfAttempts({ root: store.root, flow: 'Flow', run }, new Set(['1']));
    expect(files()).toEqual(whole);
  });

  it('stays when it may be at work still', async () => {
    await publishUntil(5, false);
    const half = files();
    removeHalfAttempts({ root: store.root, flow: 'Flow', run }, new Set(['2']));
    expect(files()).toEqual(half);
  });
});
