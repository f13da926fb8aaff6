import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, packageRoot } from '../build';

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>> | string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync(path.join(packageRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, Manifest> };

/** Lies inside the project, so that `headwater` is found in its node_modules as from a notebook's folder. */
const place = path.join(packageRoot, '.cache', `package-test-${process.pid}`);

beforeAll(() => {
  buildOnce();
  mkdirSync(place, { recursive: true });
}, 120_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('the manifest', () => {
  it('pins every package to one version', () => {
    const lab = JSON.parse(readFileSync(path.join(packageRoot, 'labextension', 'package.json'), 'utf8')) as typeof manifest;
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...lab.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('agrees with the lockfile, which names no registry', () => {
    expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
    expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
    expect(readFileSync(path.join(packageRoot, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "\w+:/);
  });

  it('names files that the build makes, types before all else', () => {
    const main = manifest.exports['.'] as Readonly<Record<string, string>>;
    expect(Object.keys(main)[0]).toBe('types');
    const named = [manifest.main, manifest.types, ...Object.values(main), ...Object.values(manifest.bin)];
    expect(named.filter(each => !existsSync(path.join(packageRoot, each)))).toEqual([]);
  });

  it('publishes what is built and nothing else', () => {
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], { cwd: packageRoot, encoding: 'utf8' });
    const [packed] = JSON.parse(output) as [{ files: { path: string }[] }];
    const others = packed.files.map(each => each.path).filter(each => !each.startsWith('dist/'));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  });

  it('has its Python packages pinned too', () => {
    const lines = ['labextension', 'test'].flatMap(folder =>
      readFileSync(path.join(packageRoot, folder, 'requirements.txt'), 'utf8').split('\n')
    );
    const loose = lines.filter(each => each !== '' && !each.startsWith('#') && !/^[a-z0-9-]+==[\w.]+(; .+)?$/.test(each));
    expect(loose).toEqual([]);
  });
});

describe('the built package', () => {
  it('is imported by an ES module', () => {
    const program = "import { Flow, foreach } from 'headwater'; console.log(typeof Flow, typeof foreach);";
    writeFileSync(path.join(place, 'import.mjs'), program);
    expect(run([path.join(place, 'import.mjs')])).toBe('function function\n');
  });

  it('is required by a CommonJS module', () => {
    writeFileSync(path.join(place, 'require.cjs'), "const { Flow } = require('headwater'); console.log(typeof Flow);");
    expect(run([path.join(place, 'require.cjs')])).toBe('function\n');
  });

  it('type-checks with the TypeScript and the module resolution of a tslab cell', () => {
    const cell = [
      "import { Flow } from 'headwater';",
      "import type { Table } from 'apache-arrow';",
      'export async function look(): Promise<number> {',
      "  const run = await Flow<{ df: Table; score: number }>('X').latestRun;",
      '  const rows: number = (await run.data.df).numRows;',
      '  // @ts-expect-error a score is a number: types are not lost on the way',
      '  const wrong: string = await run.data.score;',
      '  return rows + wrong.length;',
      '}'
    ];
    writeFileSync(path.join(place, 'cell.ts'), cell.join('\n'));
    const compiler = path.join(packageRoot, 'node_modules/@tslab/typescript-for-tslab/bin/tsc');
    expect(run([compiler, '--version'])).toBe('Version 5.0.4\n');
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--esModuleInterop',
      '--target',
      'es2022',
      '--module',
      'commonjs',
      '--moduleResolution',
      'node10'
    ];
    expect(run([compiler, ...options, path.join(place, 'cell.ts')])).toBe('');
  });

  it('has a command that says what it can do', () => {
    expect(run([path.join(packageRoot, manifest.bin['headwater'] ?? ''), '--help'])).toMatch(/headwater: turns a notebook/);
  });
});

function run(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { cwd: place, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return `${stdout ?? ''}${stderr ?? ''}`;
  }
}
