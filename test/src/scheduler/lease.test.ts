import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { successorPath } from '../../../src/metadata/run-lease';
import { createLease, dropLease, isDead, ownLease, readLease, renewLease, takeOver, type Lease } from '../../../src/scheduler/lease';

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

  it('is taken over by one of many processes that try at the same time, every time', async () => {
    await buildOnce();
    for (let round = 0; round < 5; round++) {
      const dead = { ...ownLease(now), pid: 4_000_000 + round, started: '1' };
      writeFileSync(path, JSON.stringify(dead));
      const taken = await Promise.all(Array.from({ length: 6 }, () => takeInProcess(dead)));
      expect(taken.filter(each => each.won)).toHaveLength(1);
      expect(readLease(path)?.pid).toBe(taken.find(each => each.won)?.pid);
      dropLease(path);
    }
  });

  it('of a taker that died before it had written the lease is taken over by the next', () => {
    const dead = { ...ownLease(now), pid: 4_000_000, started: '1' };
    const taker = { ...ownLease(now), pid: 4_000_001, started: '1' };
    writeFileSync(path, JSON.stringify(dead));
    writeFileSync(successorPath(path, dead), JSON.stringify(taker));
    expect(readLease(path)).toEqual(taker);
    expect(takeOver(path, dead, ownLease(now))).toBe(false);
    expect(takeOver(path, taker, ownLease(now))).toBe(true);
    expect(readLease(path)?.pid).toBe(process.pid);
  });

  it('is not renewed by an owner that was taken for dead', () => {
    const slow = { ...ownLease(now), host: 'elsewhere.example' };
    createLease(path, slow);
    expect(renewLease(path, slow)).toBe(true);
    takeOver(path, slow, ownLease(now));
    expect(renewLease(path, slow)).toBe(false);
    expect(readLease(path)?.host).toBe(hostname());
    dropLease(path);
    expect(renewLease(path, slow)).toBe(false);
    expect(readLease(path)).toBeNull();
  });
});

const sources = join(__dirname, '../../../src');

/** A process of its own that waits for a common moment and then tries to take a dead owner's lease. */
async function takeInProcess(dead: Lease): Promise<{ readonly won: boolean; readonly pid: number }> {
  const program = `
    const { takeOver, ownLease } = require(${JSON.stringify(join(folder, 'lease.cjs'))});
    const until = Number(process.argv[1]);
    while (Date.now() < until);
    const won = takeOver(${JSON.stringify(path)}, ${JSON.stringify(dead)}, ownLease(Date.now()));
    console.log(JSON.stringify({ won, pid: process.pid }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, String(Date.now() + 400)]);
  return JSON.parse(stdout) as { won: boolean; pid: number };
}

async function buildOnce(): Promise<void> {
  const outfile = join(folder, 'lease.cjs');
  if (existsSync(outfile)) return;
  await build({ entryPoints: [join(sources, 'scheduler/lease.ts')], bundle: true, platform: 'node', outfile, logLevel: 'silent' });
}
