import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimRun, unclaimRun } from '../../../src/scheduler/claim-run';
import { readLease } from '../../../src/scheduler/lease';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headwater-claim-'));
});

afterEach(() => rmSync(root, { recursive: true }));

describe('claiming a run', () => {
  it('takes the time as its id, or the next one that is free', () => {
    expect([1, 2, 3].map(() => claimRun(root, 'F', 1_795_000_000_000_000).run)).toEqual([
      '1795000000000000',
      '1795000000000001',
      '1795000000000002'
    ]);
  });

  it('makes this process its owner', () => {
    expect(readLease(claimRun(root, 'F', 5).folder.lease)?.pid).toBe(process.pid);
  });

  it('says so when a file stands where the folder of the flow should be', () => {
    writeFileSync(join(root, 'F'), '');
    expect(() => claimRun(root, 'F', 5)).toThrow(expect.objectContaining({ code: 'HW414' }));
  });

  it('leaves nothing behind when the run is refused, and what others have', () => {
    const first = claimRun(root, 'F', 5);
    const second = claimRun(root, 'F', 5);
    unclaimRun(root, 'F', second);
    expect(readdirSync(join(root, 'F'))).toEqual(['5']);
    unclaimRun(root, 'F', first);
    expect(existsSync(join(root, 'F'))).toBe(false);
  });
});
