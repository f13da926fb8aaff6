import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { writePoints, type WritePoint } from '../../src/datastore/write-point';
import { buildOnce } from '../build';
import { canDo, unmount } from './disk';
import { processesIn } from './killed-store';
import { lastEvent, makeWorkspace, type Ran, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => buildOnce(), 240_000);
beforeEach(() => {
  place = makeWorkspace();
});
afterEach(() => place.remove());

const cells: readonly TestCell[] = [
  { step: 'begin', source: "const words = ['alpha', 'beta'];" },
  { step: 'middle', source: 'const numbers = Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i));' },
  { step: 'finish', source: 'const sum = numbers.reduce((a, b) => a + b, 0) + words.length;' }
];

/** Points that a run passes after its start was told; the ones before it are refusals. */
const later: readonly (readonly [WritePoint, number])[] = [
  ['event-half', 6],
  ['blob-temporary', 9],
  ['task-attempt-done', 4]
];

describe('a full disk', () => {
  it.each(later)('ends the run by name at %s, with all that was committed whole', async (point, nth) => {
    const ran = await place.headwater(['run', place.notebook('full.ipynb', cells), '--json'], {
      environment: { HEADWATER_FAIL_AT: `${point}:${nth}@scheduler` }
    });
    await expectFailure(ran);
  });

  it('that leaves the scheduler no space for its last words ends the run too', async () => {
    const ran = await place.headwater(['run', place.notebook('full.ipynb', cells), '--json'], {
      environment: { HEADWATER_FAIL_AT: 'event-half:6+@scheduler' }
    });
    await expectFailure(ran, 'HW507');
  });

  it('ends the run by name when a task meets it', async () => {
    const ran = await place.headwater(['run', place.notebook('full.ipynb', cells), '--json'], {
      environment: { HEADWATER_FAIL_AT: 'blob-temporary:1+@task' }
    });
    await expectFailure(ran);
  });

  it.each(['lease-temporary', 'latest-run-temporary'] as const)('refuses to begin at %s', async point => {
    const ran = await place.headwater(['run', place.notebook('full.ipynb', cells)], {
      environment: { HEADWATER_FAIL_AT: `${point}@scheduler` }
    });
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('HW413')]);
  });

  it('has points that are all known', () => {
    for (const [point] of later) expect(writePoints).toContain(point);
  });
});

describe('a file system', () => {
  it('that a run fills to the last byte ends it by name, and it goes on when there is space again', async context => {
    const ballast = fillAfterwards(context);
    // 7 MB of noise do not fit beside what is there.
    const big = 'let seed = 1;\nconst noise = Float64Array.from({ length: 900_000 }, () => (seed = (seed * 16807) % 2147483647) / 7);';
    const notebook = place.notebook('full.ipynb', [
      cells[0]!,
      { step: 'big', source: big },
      { step: 'last', source: 'const n = noise.length;' }
    ]);
    try {
      const ran = await place.headwater(['run', notebook, '--json']);
      await expectFailure(ran);
      rmSync(ballast);
      const resumed = await place.headwater(['resume', String(lastEvent(ran)['pathspec']), '--json']);
      expect(resumed.status, resumed.stdout + resumed.stderr).toBe(0);
    } finally {
      unmount(place.storeRoot);
    }
  }, 90_000);

  it('that becomes read-only during a run ends it by name', async context => {
    const slow = { step: 'slow', source: 'await new Promise(done => setTimeout(done, 4000));\nconst late = 1;' };
    const started = place.start(['run', place.notebook('readonly.ipynb', [cells[0]!, slow])]);
    await started.waitFor(/begin: done/);
    // What is open already stays writable, as the log of events is.
    if (!canDo('mount', ['--bind', place.storeRoot, place.storeRoot])) context.skip('needs the right to mount a file system');
    try {
      execFileSync('mount', ['-o', 'remount,bind,ro', place.storeRoot]);
      const ran = await started.ended;
      expect([ran.status, ran.stderr]).toEqual([1, expect.stringMatching(/HW414|HW530/)]);
      expect(ran.stderr).toContain('read-only');
      await expect.poll(() => processesIn(place), { timeout: 5000 }).toEqual([]);
    } finally {
      unmount(place.storeRoot);
    }
  }, 90_000);
});

/** It ends as failed and says why; no process is left, `fsck` is content, and the run can be read. */
async function expectFailure(ran: Ran, code = 'HW413'): Promise<void> {
  expect(ran.status, ran.stdout + ran.stderr).toBe(1);
  expect(ran.stderr).toContain(code);
  await expect.poll(() => processesIn(place), { timeout: 5000 }).toEqual([]);
  const checked = await place.headwater(['fsck', '--json']);
  expect(checked.status, checked.stdout).toBe(0);
  const pathspec = String(lastEvent(ran)['pathspec']);
  expect(existsSync(path.join(place.storeRoot, pathspec))).toBe(true);
  const left = readdirSync(place.storeRoot, { recursive: true, encoding: 'utf8' }).filter(name => path.basename(name).startsWith('.hw-'));
  expect(left).toEqual([]);
}

/** A small file system on which little is left; the path of what takes the rest. */
function fillAfterwards(context: TestContext): string {
  mkdirSync(place.storeRoot, { recursive: true });
  const isMounted = canDo('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', place.storeRoot]);
  if (!isMounted) context.skip('needs the right to mount a file system');
  const ballast = path.join(place.storeRoot, 'ballast');
  writeFileSync(ballast, Buffer.alloc(14 * 1024 * 1024));
  return ballast;
}
