import { spawnSync } from 'node:child_process';
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
  it('is asked for after all that is to be there was renamed', context => {
    if (spawnSync('strace', ['-V']).error !== undefined) context.skip('needs strace');
    const program = path.join(folder, 'program.mjs');
    const modules = path.join(__dirname, '..', '..', '..', 'node_modules');
    const source = path.join(__dirname, '..', '..', '..', 'src', 'datastore');
    writeFileSync(
      program,
      `import { createRequire } from 'node:module';
      const { buildSync } = createRequire(${JSON.stringify(`${modules}/`)})('esbuild');
      const load = name => {
        buildSync({ entryPoints: [${JSON.stringify(source)} + '/' + name + '.ts'], outfile: ${JSON.stringify(folder)} + '/' + name + '.cjs', bundle: true, platform: 'node', logLevel: 'error' });
        return createRequire(import.meta.url)('./' + name + '.cjs');
      };
      const { replaceFile } = load('write-file');
      const { openDiskSync } = load('disk-sync');
      const sync = openDiskSync(${JSON.stringify(folder)});
      replaceFile(${JSON.stringify(file())}, ['new']);
      console.log(await sync.finish());`
    );
    const traced = spawnSync('strace', [
      '-f',
      '-e',
      'trace=rename,renameat,renameat2,syncfs',
      '-o',
      path.join(folder, 'trace'),
      'node',
      program
    ]);
    expect(traced.stdout.toString()).toBe('true\n');
    const calls = readFileSync(path.join(folder, 'trace'), 'utf8').split('\n');
    const renamed = calls.findIndex(line => line.includes('rename') && line.includes('latest_run'));
    const synced = calls.findIndex(line => line.includes('syncfs') && line.includes('= 0'));
    expect(renamed).toBeGreaterThan(-1);
    expect(synced).toBeGreaterThan(renamed);
  }, 60_000);
});
