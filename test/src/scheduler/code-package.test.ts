import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packCode } from '../../../src/scheduler/code-package';
import { findLocalModules, findPackages } from '../../../src/scheduler/local-modules';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-code-'));
  mkdirSync(join(folder, 'nb'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'nb', 'houses.ipynb'), '{"cells":[]}');
  writeFileSync(join(folder, 'lib', 'a.ts'), "import { b } from './b';\nexport const a = b + 1;\n");
  writeFileSync(join(folder, 'lib', 'b.ts'), "import { a } from './a';\nexport const b = 1;\n");
  writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3}');
  mkdirSync(join(folder, '.git'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const cell =
  "import { a } from '../lib/a';\nimport * as arrow from 'apache-arrow/table';\nconst fs = require('node:fs');\nconst m = await import('@scope/pkg/x');";

describe('findLocalModules', () => {
  it('follows relative imports, in a circle too, and leaves packages out', () => {
    const paths = findLocalModules([cell], join(folder, 'nb')).map(each => each.path);
    expect(paths).toEqual([join(folder, 'lib', 'a.ts'), join(folder, 'lib', 'b.ts')]);
  });

  it('names packages without their subpaths', () => {
    expect(findPackages([cell])).toEqual(['@scope/pkg', 'apache-arrow']);
  });
});

describe('packCode', () => {
  const snapshot = () => ({
    notebook: { path: join(folder, 'nb', 'houses.ipynb'), text: '{"cells":[]}' },
    modules: findLocalModules([cell], join(folder, 'nb')),
    user: 'ann',
    flow: 'Houses'
  });

  it('makes an archive that tar lists, with the notebook, its modules and the lockfile', async () => {
    const { bytes } = await packCode(snapshot());
    const file = join(folder, 'code.tgz');
    writeFileSync(file, bytes);
    const names = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n').sort();
    expect(names).toEqual(['.mf_install', '.mf_meta/INFO', 'lib/a.ts', 'lib/b.ts', 'nb/houses.ipynb', 'package-lock.json']);
    const info = JSON.parse(execFileSync('tar', ['-xzOf', file, '.mf_meta/INFO'], { encoding: 'utf8' })) as { script: string };
    expect(info.script).toBe('nb/houses.ipynb');
  });

  it('gives equal code an equal key', async () => {
    expect((await packCode(snapshot())).key).toBe((await packCode(snapshot())).key);
  });
});
