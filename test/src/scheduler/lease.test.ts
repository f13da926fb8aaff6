import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLease, dropLease, isDead, ownLease, readLease, renewLease, takeOver } from '../../../src/scheduler/lease';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-lease-'));
  path = join(folder, 'lease.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

const now = 1_795_000_000_000;

describe('a lease', () => {
  it('is held by one owner only, until it is dropped', () => {
    expect(createLease(path, ownLease(now))).toBe(true);
    expect(createLease(path, ownLease(now))).toBe(false);
    dropLease(path);
    expect(readLease(path)).toBeNull();
    expect(createLease(path, ownLease(now))).toBe(true);
  });

  it('keeps its newest beat', () => {
    createLease(path, ownLease(now));
    renewLease(path, ownLease(now + 5000));
    expect(readLease(path)?.beat).toBe(now + 5000);
  });

  it('is alive while its process is, however old its beat', () => {
    expect(isDead(ownLease(now - 3_600_000), now)).toBe(false);
  });

  it('is dead when its pid belongs to another process now, or the machine was started again', () => {
    const own = ownLease(now);
    if (own.started !== null) expect(isDead({ ...own, started: '1' }, now)).toBe(true);
    expect(isDead({ ...own, boot: 'another' }, now)).toBe(true);
  });

  it('of another machine is dead a minute after its last beat', () => {
    const far = { ...ownLease(now), host: 'elsewhere.example', pid: 1 };
    expect(isDead(far, now + 59_000)).toBe(false);
    expect(isDead(far, now + 61_000)).toBe(true);
  });

  it('of a dead owner is taken over by one of those who try', () => {
    const dead = { ...ownLease(now), pid: 4_000_000, started: '1' };
    writeFileSync(path, JSON.stringify(dead));
    expect([takeOver(path, dead, ownLease(now)), takeOver(path, dead, ownLease(now))]).toEqual([true, false]);
    expect(readLease(path)?.pid).toBe(process.pid);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
