import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore } from '../../../src/metadata/check-store';
import { readRunLife } from '../../../src/metadata/run-life';
import { buryRun } from '../../../src/scheduler/bury-run';
import { readEventLog } from '../../../src/scheduler/event-log';
import { ownLease, type Lease } from '../../../src/scheduler/lease';
import { runFolder, type RunFolder } from '../../../src/scheduler/run-folder';
import type { Deed } from '../../../src/scheduler/run-line';
import { pickles, TestStore, then } from '../metadata/store';

const run = '1795250000000001';
let store: TestStore;
let folder: RunFolder;

/** A run of a dead scheduler: two tasks have committed, `end` has not. */
beforeEach(() => {
  store = new TestStore();
  store.run(run);
  for (const task of ['1', '2'])
    store.publish({
      run,
      task,
      artifacts: [store.artifact('x', pickles.int(Number(task))), store.artifact('t', Buffer.alloc(5000, task), true)]
    });
  folder = runFolder(store.root, 'Flow', run);
  mkdirSync(folder.logs, { recursive: true });
  const header = { flow: 'Flow', run, root: store.root, notebook: '/notebook.ipynb', plan: { endStep: 'end' } };
  writeFileSync(folder.events, `${JSON.stringify({ v: 1, at: then, type: 'run', run: header })}\n{"v":1,"at":${then},"ty`);
  dieWith({});
});
afterEach(() => store.remove());

function dieWith(lease: Partial<Lease>): void {
  writeFileSync(folder.lease, JSON.stringify({ ...ownLease(then), pid: 4_000_000, started: '1', ...lease }));
}

function endTold(): (Deed & { type: 'end' }) | undefined {
  const reader = readEventLog(folder.events);
  const lines = reader.next();
  reader.close();
  return lines.flatMap(line => (line.type === 'deed' && line.deed.type === 'end' ? [line.deed] : [])).at(0);
}

const summary = (): Record<string, unknown> => JSON.parse(readFileSync(folder.summary, 'utf8')) as Record<string, unknown>;
const task = (name: string, ...parts: string[]): string => store.path('Flow', run, 'start', name, ...parts);

describe('a run whose scheduler has died', () => {
  it('has died, for whoever follows it and whoever looks at it later', () => {
    expect(buryRun(folder)).toBe(true);
    expect(endTold()).toMatchObject({ status: 'failed', error: { code: 'HW507' } });
    expect(readRunLife(store.root, 'Flow', run, Date.now())).toBe('died');
    expect(existsSync(folder.lease)).toBe(false);
    expect(checkStore(store.root, ['Flow'], Date.now()).problems.filter(each => each.severity === 'error')).toEqual([]);
  });

  it('is closed once', () => {
    expect([buryRun(folder), buryRun(folder)]).toEqual([true, false]);
  });

  it('is closed although the one who was closing it has died too', () => {
    const dead = { ...ownLease(then), pid: 4_000_001, started: '2', closing: true };
    dieWith(dead);
    expect(buryRun(folder)).toBe(true);
  });

  it('was successful when its last step is there', () => {
    store.publish({ run, step: 'end', task: '3' });
    buryRun(folder);
    expect(endTold()).toMatchObject({ status: 'successful', error: null, task: '3' });
    expect(summary()).toMatchObject({ status: 'successful', error: null });
  });

  it('loses an attempt that was half published, and keeps the one before', () => {
    const commit = { type: 'commit', position: 0, unit: 0, attempt: 0, task: '1', error: { code: 'HW201' } };
    appendFileSync(folder.events, `\n${JSON.stringify({ v: 1, at: then, type: 'deed', deed: commit })}\n`);
    const whole = readdirSync(task('1'), { recursive: true });
    for (const name of ['1.attempt.json', '_meta/1_artifact_x.json']) writeFileSync(task('1', name), '{}');
    buryRun(folder);
    expect(readdirSync(task('1'), { recursive: true })).toEqual(whole);
  });

  it('has failed as it has said itself, when it could still say so', () => {
    const error = { code: 'HW413', severity: 'error', message: 'The disk is full.', hint: '', about: null, cell: null, range: null };
    writeFileSync(folder.summary, JSON.stringify({ v: 1, status: 'failed', error }));
    buryRun(folder);
    expect(endTold()).toMatchObject({ status: 'failed', error: { code: 'HW413', message: 'The disk is full.' } });
  });
});

describe('a run whose machine has stopped', () => {
  it('keeps what is whole and loses by name what did not reach the disk', () => {
    dieWith({ boot: 'another' });
    truncateSync(task('2', '0.data.json'), 0);
    buryRun(folder);
    expect(endTold()).toMatchObject({ status: 'failed', error: { code: 'HW531' } });
    expect(endTold()?.error?.message).toContain(`Flow/${run}/start/2`);
    expect([existsSync(task('1')), existsSync(task('2'))]).toEqual([true, false]);
    expect(readdirSync(store.path('Flow', run, 'start')).filter(name => name.startsWith('.hw-'))).toHaveLength(1);
    expect(checkStore(store.root, ['Flow'], Date.now()).problems.filter(each => each.severity === 'error')).toEqual([]);
  });

  it.each(['x', 't'])('loses a task whose value %s did not reach the disk, and the broken value, which the next run writes again', name => {
    dieWith({ boot: 'another' });
    const { sha } = store.json('Flow', run, `start/2/_meta/0_artifact_${name}.json`) as { sha: string };
    const blob = store.path('Flow/data', sha.slice(0, 2), sha);
    truncateSync(blob, name === 't' ? 4096 : 10);
    buryRun(folder);
    expect([existsSync(task('1')), existsSync(task('2')), existsSync(blob)]).toEqual([true, false, false]);
  });

  it('loses values that no task names yet when they did not reach the disk whole, and only those', () => {
    dieWith({ boot: 'another' });
    const [torn, whole] = ['torn', 'whole'].map(text => {
      const { key } = store.artifact('z', Buffer.from(text.repeat(3000)));
      return store.path('Flow/data', key.slice(0, 2), key);
    }) as [string, string];
    truncateSync(torn, 20);
    buryRun(folder);
    expect([existsSync(torn), existsSync(whole), existsSync(task('2'))]).toEqual([false, true, true]);
  });

  it('has a log of whole lines afterwards', () => {
    dieWith({ boot: 'another' });
    appendFileSync(folder.events, `ng\n${'\0'.repeat(500)}\n`);
    buryRun(folder);
    const lines = readFileSync(folder.events, 'utf8').split('\n').slice(0, -1);
    expect(lines.map(line => (JSON.parse(line) as { type: string }).type)).toEqual(['run', 'deed']);
    expect(checkStore(store.root, ['Flow'], Date.now()).problems).toEqual([]);
  });

  it('loses a step whose record is empty', () => {
    dieWith({ boot: 'another' });
    truncateSync(store.path('Flow', run, 'start/_meta/_self.json'), 0);
    buryRun(folder);
    expect(existsSync(path.join(task('1'), '..'))).toBe(false);
  });

  it('is known for dead by a lease that is empty', () => {
    writeFileSync(folder.lease, '');
    truncateSync(task('1', '_meta/0_artifact_x.json'), 0);
    expect(buryRun(folder)).toBe(true);
    expect(existsSync(task('1'))).toBe(false);
  });
});
