import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writePoints } from '../../../src/datastore/write-point';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-points-'));
  writeFileSync(file(), 'old');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
  vi.resetModules();
});

const file = (): string => path.join(folder, 'latest_run');

/** Writes the file anew with what a test asks for in the environment, which is looked at when the module is loaded. */
async function replace(times = 1): Promise<void> {
  const { replaceFile } = await import('../../../src/datastore/write-file');
  for (let i = 1; i <= times; i++) replaceFile(file(), [`new ${i}`], 'latest-run');
}

describe('a write point', () => {
  it('has a name of its own', () => {
    expect(new Set(writePoints).size).toBe(writePoints.length);
  });

  it('is nothing unless it is asked for', async () => {
    await replace();
    expect(readFileSync(file(), 'utf8')).toBe('new 1');
  });

  it('can be where the disk is full: the old file stays, nothing is left beside it, and the error says so by name', async () => {
    vi.stubEnv('HEADWATER_FAIL_AT', 'latest-run-temporary');
    await expect(replace()).rejects.toMatchObject({ code: 'HW413', about: file() });
    expect(readdirSync(folder)).toEqual(['latest_run']);
    expect(readFileSync(file(), 'utf8')).toBe('old');
    await replace();
    expect(readFileSync(file(), 'utf8')).toBe('new 1');
  });

  it('can be one of many, and the disk can stay full from there', async () => {
    vi.stubEnv('HEADWATER_FAIL_AT', 'latest-run-temporary:3+');
    await expect(replace(5)).rejects.toMatchObject({ code: 'HW413' });
    expect(readFileSync(file(), 'utf8')).toBe('new 2');
    await expect(replace()).rejects.toMatchObject({ code: 'HW413' });
  });

  it('is of one program only when it is asked for so', async () => {
    vi.stubEnv('HEADWATER_FAIL_AT', 'latest-run-temporary@scheduler');
    await replace();
    expect(readFileSync(file(), 'utf8')).toBe('new 1');
  });
});

describe('what reaches the disk', () => {
  it('is asked for after all that is to be there was renamed', async () => {
    // In the place of `sync`: keeps what it was asked for, and the file as it was then.
    const program =
      '#!/bin/sh\nprintf "%s " "$@" > "${0%sync}asked"\nread -r found < "${0%sync}latest_run"\necho "$found" > "${0%sync}found"\n';
    writeFileSync(path.join(folder, 'sync'), program, { mode: 0o755 });
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    const { openDiskSync } = await import('../../../src/datastore/disk-sync');
    const sync = openDiskSync(folder);
    await replace();
    expect(await sync.finish()).toBe(true);
    expect(readFileSync(path.join(folder, 'found'), 'utf8')).toBe('new 1\n');
    expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toBe(process.platform === 'linux' ? `-f ${folder} ` : ' ');
  });

  it.each([
    ['latest-run', ['fsync', 'rename']],
    ['attempt-file', ['rename']]
  ] as const)('is waited for before the rename only where everything is found by it: %s', async (name, expected) => {
    const calls: string[] = [];
    vi.doMock('node:fs', async original => {
      const fs = await original<typeof import('node:fs')>();
      const fsyncSync = (file: number): void => {
        calls.push('fsync');
        fs.fsyncSync(file);
      };
      const renameSync = (from: string, to: string): void => {
        calls.push('rename');
        fs.renameSync(from, to);
      };
      return { ...fs, fsyncSync, renameSync };
    });
    const { replaceFile } = await import('../../../src/datastore/write-file');
    replaceFile(file(), ['new'], name);
    vi.doUnmock('node:fs');
    expect(calls).toEqual(expected);
  });

  it('is told by the program of the machine', async () => {
    const { openDiskSync } = await import('../../../src/datastore/disk-sync');
    expect(await openDiskSync(folder).finish()).toBe(true);
  });

  it('cannot be told without one, and nothing fails for it', async () => {
    vi.stubEnv('PATH', folder);
    const { openDiskSync } = await import('../../../src/datastore/disk-sync');
    expect(await openDiskSync(folder).finish()).toBe(false);
  });
});
