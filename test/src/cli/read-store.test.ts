import { existsSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../../src/cli/command';
import { command as du } from '../../../src/cli/du';
import { command as fsck } from '../../../src/cli/fsck';
import { command as gc } from '../../../src/cli/gc';
import { command as rm } from '../../../src/cli/rm';
import { command as runs } from '../../../src/cli/runs';
import { command as show } from '../../../src/cli/show';
import { command as types } from '../../../src/cli/types';
import { ensureRoot } from '../../../src/datastore/find-root';
import { filesBelow } from '../../../src/metadata/walk-run';
import { ClientStore } from '../../client/client-store';
import { runCommand, temporaryFolder, type Outcome } from './capture';

const [first, second] = ['1795250000000001', '1795250000000002'] as const;
let store: ClientStore;

beforeEach(() => {
  store = new ClientStore();
  const folder = temporaryFolder();
  Object.assign(store, { root: ensureRoot(folder, { METAFLOW_DATASTORE_SYSROOT_LOCAL: folder }) });
  store.successfulRun(first, { score: 0.5, big: 2n ** 70n }, { tags: ['best'] });
  store.run(second, { user: 'bob' });
  store.step(second, 'start', '1', { ok: false });
});
afterEach(() => store.remove());

async function headwater(command: Command, ...args: string[]): Promise<Outcome> {
  vi.stubEnv('METAFLOW_DATASTORE_SYSROOT_LOCAL', path.dirname(store.root));
  return runCommand(command, ...args);
}

async function json(command: Command, ...args: string[]): Promise<unknown> {
  const { stdout, error } = await headwater(command, ...args, '--json');
  if (error !== null) throw error;
  return JSON.parse(stdout) as unknown;
}

describe('headwater runs', () => {
  it('lists all runs, whoever made them, newest first', async () => {
    expect(await json(runs)).toMatchObject([
      { pathspec: `Flow/${second}`, status: 'failed', user: 'bob', steps: ['start'] },
      { pathspec: `Flow/${first}`, status: 'successful', user: 'ada', tags: ['best'], steps: ['start', 'end'] }
    ]);
    const { stdout } = await headwater(runs);
    expect(stdout.indexOf(second)).toBeLessThan(stdout.indexOf(first));
    expect(stdout).toMatch(/✗ failed[^]*✓ successful/);
  });

  it('filters by tag, user and status, and says when there are more', async () => {
    expect(await json(runs, 'Flow', '--tag', 'best')).toHaveLength(1);
    expect(await json(runs, '--tag', 'user:bob')).toMatchObject([{ user: 'bob' }]);
    expect(await json(runs, '--status', 'failed')).toMatchObject([{ pathspec: `Flow/${second}` }]);
    expect(await json(runs, '--status', 'running')).toEqual([]);
    expect((await headwater(runs, '--limit', '1')).stderr).toMatch(/--limit 0 lists all/);
  });

  it('refuses a flow that is not there, a wrong status and a wrong number', async () => {
    expect((await headwater(runs, 'Flw')).error).toMatchObject({ code: 'HW404', hint: 'Did you mean Flow?' });
    expect((await headwater(runs, '--status', 'done')).error?.code).toBe('HW501');
    expect((await headwater(runs, '--limit', 'x')).error?.code).toBe('HW501');
  });
});

describe('headwater show', () => {
  it('goes from the flow down to a value', async () => {
    expect(await json(show, 'Flow')).toMatchObject({ pathspec: 'Flow', runs: [{}, {}] });
    expect(await json(show, `Flow/${first}`)).toMatchObject({
      status: 'successful',
      data: ['big', 'score'],
      steps: [{ name: 'start' }, { name: 'end' }]
    });
    expect(await json(show, `Flow/${first}/end`)).toMatchObject({
      tasks: [{ pathspec: `Flow/${first}/end/2`, status: 'successful', index: null }]
    });
    expect(await json(show, `Flow/${first}/end/2`)).toMatchObject({
      artifacts: [{ name: 'big', type: "<class 'int'>" }, { name: 'score' }]
    });
    expect(await json(show, `Flow/${first}/end/2/big`)).toMatchObject({ type: "<class 'int'>", value: { $bigint: String(2n ** 70n) } });
  });

  it('understands latest, and prints for people without --json', async () => {
    const { stdout } = await headwater(show, 'Flow/latest');
    expect(stdout).toMatch(new RegExp(`^Run Flow/${second}  ✗ failed\n`));
    expect((await headwater(show, `Flow/${first}/end/2/score`)).stdout).toMatch(/<class 'float'>[^]*\n0\.5\n$/);
  });

  it('does not let stored text reach the terminal as commands', async () => {
    store.run('1795250000000003', { tags: ['\u001b[31mred\u001b]0;title\u0007'] });
    expect((await headwater(show, 'Flow')).stdout).not.toContain('\u001b');
  });
});

describe('upkeep', () => {
  it('removes a run, then what only it needed', async () => {
    const blob = path.join(store.root, 'Flow', 'data');
    expect(await json(du, 'Flow')).toMatchObject([{ flow: 'Flow', unused: 0, runs: [{ run: second }, { run: first }] }]);
    expect((await headwater(rm, `Flow/${first}`, '--yes')).stdout).toBe(`Removed Flow/${first}\n`);
    expect(existsSync(path.join(store.root, 'Flow', first))).toBe(false);
    expect(await json(gc, '--dry-run')).toMatchObject([{ blobs: 0, tooYoung: 3 }]);
    age(blob);
    expect(await json(gc, '--dry-run')).toMatchObject([{ blobs: 3, tooYoung: 0 }]);
    expect(await json(gc)).toMatchObject([{ blobs: 3 }]);
    expect(await json(gc)).toMatchObject([{ blobs: 0 }]);
    expect((await headwater(fsck)).status).toBe(0);
  });

  it('refuses to remove what is no run', async () => {
    expect((await headwater(rm, 'Flow', '--yes')).error?.code).toBe('HW401');
    expect((await headwater(rm, 'Flow/12', '--yes')).error).toMatchObject({ code: 'HW404', about: 'Flow/12' });
    expect((await headwater(rm)).error?.code).toBe('HW501');
  });
});

describe('headwater types', () => {
  it('of a flow tells what its latest successful run has left', async () => {
    const { stdout } = await headwater(types, 'Flow', '--stdout');
    expect(stdout).toContain('export interface FlowArtifacts {\n  readonly big: bigint;\n  readonly score: number;\n}\n');
  });
});

/** Makes every file below look two hours old. */
function age(folder: string): void {
  const then = Date.now() / 1000 - 7200;
  for (const each of filesBelow(folder)) utimesSync(each.path, then, then);
}
