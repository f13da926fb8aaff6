import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command as check } from '../../../src/cli/check';
import { copyOfFixture, notebookFile, runCommand } from './capture';

const text = (path: string): string => readFileSync(path, 'utf8');

describe('headwater check --fix', () => {
  const wrong = [
    [['step:report'], 'console.log(total);'],
    [[], 'const n = 2;'],
    [['step:sum'], 'const total = n * 3;']
  ] as const;

  it('shows what would end each error, and writes nothing', async () => {
    const path = notebookFile(wrong);
    const before = text(path);
    const { status, stdout, stderr } = await runCommand(check, path, '--fix');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^HW155 .*\n {2}→ Move cell 3 above cell 1$/m);
    expect(stdout).toContain('--- a/my flow.ipynb');
    expect(stderr).toContain('--write');
    expect(text(path)).toBe(before);
  });

  it('writes it when told, and then nothing is wrong', async () => {
    const path = notebookFile(wrong);
    expect((await runCommand(check, path, '--fix', '--write')).status).toBe(0);
    expect((await runCommand(check, path)).status).toBe(0);
    expect((await runCommand(check, path, '--fix')).stderr).toBe('Nothing to change.\n');
  });

  it('makes a flow of a disorderly notebook', async () => {
    const path = copyOfFixture('disorder.ipynb');
    expect((await runCommand(check, path)).status).toBe(2);
    expect((await runCommand(check, path, '--fix', '--write')).status).toBe(0);
    expect((await runCommand(check, path)).status).toBe(0);
  });

  it('says which errors are left, and exits with 2', async () => {
    const { status, stdout } = await runCommand(check, notebookFile([[['step:a'], 'const x = ;']]), '--fix');
    expect(status).toBe(2);
    expect(stdout).toMatch(/^HW111 .*\n {2}no fix: /m);
  });

  it('refuses options that do not go together', async () => {
    const path = notebookFile(wrong);
    expect((await runCommand(check, path, '--write')).error).toMatchObject({ code: 'HW501' });
    expect((await runCommand(check, path, '--fix', '--json')).error).toMatchObject({ code: 'HW501' });
  });
});
