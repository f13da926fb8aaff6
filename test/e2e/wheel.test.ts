import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../src/setup/wheel.mjs';
import { findPython } from '../build';

/** The Python package, installed by pip into an environment of its own; JupyterLab is lent by the project's. */

const python = findPython();
let place: string;
let folder: string;

beforeAll(async () => {
  if (python === null) return;
  const wheel = await buildWheel();
  place = mkdtempSync(path.join(realpathSync(tmpdir()), 'headwater-wheel-'));
  folder = path.join(place, 'user');
  mkdirSync(folder);
  execFileSync(python, ['-m', 'venv', '--without-pip', environment()]);
  execFileSync(python, ['-m', 'pip', '--python', environment(), 'install', '--quiet', '--disable-pip-version-check', '--no-deps', wheel]);
  writeFileSync(path.join(sitePackages(environment()), 'lent.pth'), `${sitePackages(path.resolve(python, '../..'))}\n`);
}, 300_000);

afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

describe.skipIf(python === null)('the wheel', () => {
  it('makes its kernel, its extension and its server part known to Jupyter', () => {
    expect(inPython('-m', 'jupyter_client.kernelspecapp', 'list')).toContain(path.join(environment(), 'share/jupyter/kernels/headwater'));
    expect(inPython('-m', 'jupyterlab.labextensions', 'list')).toMatch(/headwater-lab v[\d.]+.*enabled.*OK/);
    expect(inPython('-m', 'jupyter_server.extension.serverextension', 'list')).toMatch(/headwater.*enabled/);
  });

  it('brings the command, which finds all of it', () => {
    const { findings } = JSON.parse(run('headwater', 'doctor', '--json')) as {
      findings: { name: string; status: string; found: string }[];
    };
    const found = Object.fromEntries(findings.map(each => [each.name, each.status]));
    expect(found).toMatchObject({ 'Headwater kernel': 'ok', 'JupyterLab extension': 'ok', 'server extension': 'ok', tslab: 'ok' });
    expect(findings.find(each => each.name === 'Python')?.found).toContain(environment());
  });

  it('runs a notebook as a flow, and its kernel verifies it, with nothing else of this project at hand', () => {
    const cell = (id: string, tags: string[], source: string): object => ({
      cell_type: 'code',
      id,
      metadata: { tags },
      outputs: [],
      execution_count: null,
      source
    });
    const cells = [
      cell('a', ['setup'], "import { foreach } from 'headwater';"),
      cell('b', ['step:square'], 'const squares = await foreach([1, 2, 3], n => n * n);'),
      cell(
        'c',
        ['step:tell'],
        "import { tableFromArrays } from 'apache-arrow';\nconst table = tableFromArrays({ squares: squares });\ntable.numRows"
      )
    ];
    const metadata = { kernelspec: { name: 'headwater', display_name: 'TypeScript (Headwater)', language: 'typescript' } };
    writeFileSync(path.join(folder, 'squares.ipynb'), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    run('headwater', 'run', 'squares.ipynb');
    expect(run('headwater', 'runs', '--json')).toContain('successful');
    expect(run('headwater', 'verify', 'squares.ipynb')).toContain('The flow gives what the kernel gives.');
    expect(readdirSync(folder).filter(each => each === 'node_modules')).toEqual([]);
  });
});

function environment(): string {
  return path.join(place, 'python');
}

function sitePackages(prefix: string): string {
  const lib = path.join(prefix, 'lib');
  return path.join(lib, readdirSync(lib).find(each => each.startsWith('python3')) ?? '', 'site-packages');
}

function run(command: string, ...args: string[]): string {
  const env = { ...process.env, METAFLOW_USER: 'tester', VIRTUAL_ENV: undefined, METAFLOW_DATASTORE_SYSROOT_LOCAL: folder };
  return execFileSync(path.join(environment(), 'bin', command), args, { cwd: folder, env, encoding: 'utf8' });
}

/** Jupyter lists what it has on stderr. */
function inPython(...args: string[]): string {
  const program = 'import subprocess, sys; print(subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True, text=True))';
  return run('python', '-c', program, ...args);
}
