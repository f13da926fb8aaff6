import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../build';

let clone: string;

/** A fresh clone has what git would hold, and nothing that was installed or built. */
beforeAll(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'headwater-clone-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: packageRoot,
    encoding: 'utf8'
  });
  const files = listed.split('\0').filter(each => /^(src|client|labextension|style|package)/.test(each));
  for (const file of files) if (existsSync(path.join(packageRoot, file))) cpSync(path.join(packageRoot, file), path.join(clone, file));
});

afterAll(() => rmSync(clone, { recursive: true, force: true, maxRetries: 5 }));

describe('npm start -- --once', () => {
  it('takes a fresh clone to a successful run of the example', () => {
    const { status, stdout, stderr } = start();
    expect(status, stderr).toBe(0);
    for (const work of ['Installing npm packages', 'Building', 'Making a Python environment', 'Installing Python packages'])
      expect(stderr).toMatch(new RegExp(`✓ ${work}`));
    expect(stderr + stdout).toMatch(/FlightDelays\/\d+ successful/);
    expect(stdout).toMatch(/npx headwater show FlightDelays\/\d+\/compare/);
  }, 600_000);

  it('sets nothing up a second time', () => {
    const { status, stderr } = start();
    expect(status, stderr).toBe(0);
    expect(stderr).not.toMatch(/Installing|Building|Making/);
  }, 200_000);
});

describe('npm start with an option that it does not know', () => {
  it('says which it knows', () => {
    const { status, stderr } = start('--onec');
    expect(status).toBe(2);
    expect(stderr).toMatch(/'--onec'.*\n.*--once/);
  });
});

function start(option = '--once'): { status: number | null; stdout: string; stderr: string } {
  const kept = Object.entries(process.env).filter(([name]) => !/^(METAFLOW_|VITEST|NODE_OPTIONS|HEADWATER_|npm_)/.test(name));
  return spawnSync('npm', ['start', '--', option], { cwd: clone, env: Object.fromEntries(kept), encoding: 'utf8', maxBuffer: 2 ** 26 });
}
