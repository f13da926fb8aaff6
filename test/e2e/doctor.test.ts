import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, packageRoot } from '../build';
import { makeWorkspace, type Workspace } from './workspace';

interface Finding {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly hint: string | null;
}

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
}, 120_000);

afterAll(() => place.remove());

describe('headwater doctor', () => {
  it('finds all that npm test has set up', async () => {
    const { status, ok, findings } = await examine({});
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(findings.filter(each => each.status === 'missing')).toEqual([]);
    expect(foundOf(findings, 'Node.js')).toBe(process.versions.node);
    expect(foundOf(findings, 'typescript')).toBe(installed('typescript'));
    expect(foundOf(findings, 'apache-arrow')).toBe(installed('apache-arrow'));
    expect(foundOf(findings, 'tslab')).toBe(`${installed('tslab')}, zeromq loads`);
    expect(foundOf(findings, 'JupyterLab')).toBe('4.6.6');
    for (const name of ['Headwater kernel', 'JupyterLab extension', 'server extension'])
      expect(findings.find(each => each.name === name)).toMatchObject({ status: 'ok' });
  });

  it('says how to get git where there is none, and goes on', async () => {
    const { status, findings } = await examine({ PATH: '/nowhere' });
    expect(status).toBe(0);
    expect(findings.find(each => each.name === 'git')).toMatchObject({
      status: 'optional',
      hint: expect.stringMatching('apt-get install git') as string
    });
  });

  it('refuses a store that it cannot use, with what to set', async () => {
    const { status, ok, findings } = await examine({ METAFLOW_DEFAULT_DATASTORE: 's3' });
    expect({ status, ok }).toEqual({ status: 2, ok: false });
    const store = findings.find(each => each.name === 'store');
    expect(store).toMatchObject({ status: 'missing', hint: expect.stringMatching('METAFLOW_DEFAULT_DATASTORE=local') as string });
  });

  it('says the same to a person, with a verdict', async () => {
    const { stdout, status } = await place.headwater(['doctor'], { environment: { METAFLOW_DEFAULT_DATASTORE: 's3' } });
    expect(status).toBe(2);
    expect(stdout).toMatch(/^✓ Node\.js +\d/m);
    expect(stdout).toMatch(/^✗ store /m);
    expect(stdout).toMatch(/\nMissing: store\.\n$/);
  });
});

async function examine(environment: Record<string, string>): Promise<{ status: number; ok: boolean; findings: readonly Finding[] }> {
  const ran = await place.headwater(['doctor', '--json'], { environment });
  return { status: ran.status, ...(JSON.parse(ran.stdout) as { ok: boolean; findings: readonly Finding[] }) };
}

function foundOf(findings: readonly Finding[], name: string): string | undefined {
  return findings.find(each => each.name === name)?.found;
}

function installed(name: string): string {
  const manifest = readFileSync(path.join(packageRoot, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
