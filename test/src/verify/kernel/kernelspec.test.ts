import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findKernelspec } from '../../../../src/verify/kernel/kernelspec';

let prefix: string;

beforeEach(() => {
  prefix = mkdtempSync(path.join(tmpdir(), 'headwater-spec-'));
  const folder = path.join(prefix, 'share/jupyter/kernels/headwater');
  mkdirSync(folder, { recursive: true });
  mkdirSync(path.join(prefix, 'bin'));
  writeFileSync(path.join(prefix, 'bin/python'), '');
  writeFileSync(path.join(folder, 'kernel.json'), JSON.stringify({ argv: ['python', '-m', 'headwater.kernel'], language: 'typescript' }));
});

afterEach(() => rmSync(prefix, { recursive: true }));

describe('a kernel that Python starts', () => {
  it('is started by the Python that it was installed for, found by the one that has started the command', () => {
    const env = { HEADWATER_HOST_PYTHON: path.join(prefix, 'bin/python'), JUPYTER_DATA_DIR: '/nowhere' };
    const spec = findKernelspec('headwater', { folder: '/nowhere', prefixes: [], env });
    expect(spec.argv).toEqual([path.join(prefix, 'bin/python'), '-m', 'headwater.kernel']);
  });
});
