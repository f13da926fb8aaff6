import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRunLife } from '../../../src/metadata/run-life';
import { ownLease } from '../../../src/scheduler/lease';
import { TestStore } from './store';

const run = '1795250000000001';
const now = Date.now();
let store: TestStore;
beforeEach(() => {
  store = new TestStore();
  store.run(run);
});
afterEach(() => store.remove());

function life(files: Readonly<Record<string, unknown>>): ReturnType<typeof readRunLife> {
  mkdirSync(store.path('Flow', run, '_headwater'), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(store.path('Flow', run, '_headwater', name), JSON.stringify(content));
  return readRunLife(store.root, 'Flow', run, now);
}

describe('the life of a run', () => {
  it('is not known of a run of Metaflow', () => {
    expect(readRunLife(store.root, 'Flow', run, now)).toBeNull();
  });

  it.each(['successful', 'failed', 'stopped'])('is %s when its summary says so', status => {
    expect(life({ 'run.json': { status } })).toBe(status);
  });

  it('is running while the process that holds the lease lives', () => {
    expect(life({ 'run.json': { status: 'running' }, 'lease.json': ownLease(now) })).toBe('running');
  });

  it('is died when that process is gone, or another has its number', () => {
    expect(life({ 'lease.json': { ...ownLease(now), pid: 2 ** 22 + 1 } })).toBe('died');
    if (process.platform === 'linux') expect(life({ 'lease.json': { ...ownLease(now), started: '1' } })).toBe('died');
  });

  it('is died while somebody closes it and once it was closed, because its scheduler had died', () => {
    expect(life({ 'run.json': { status: 'running' }, 'lease.json': { ...ownLease(now), closing: true } })).toBe('died');
    expect(life({ 'run.json': { status: 'failed', error: { code: 'HW507' } } })).toBe('died');
    expect(life({ 'run.json': { status: 'failed', error: { code: 'HW200' } } })).toBe('failed');
  });

  it('is died when the machine has started anew', () => {
    expect(life({ 'lease.json': { ...ownLease(now), boot: 'another' } })).toBe('died');
  });

  it('of another machine goes by its beat', () => {
    const lease = { ...ownLease(now), host: `not-${hostname()}` };
    expect(life({ 'lease.json': lease })).toBe('running');
    expect(life({ 'lease.json': { ...lease, beat: now - 61_000 } })).toBe('died');
  });

  it('is died when it says running and nobody holds the lease', () => {
    expect(life({ 'run.json': { status: 'running' } })).toBe('died');
  });
});
