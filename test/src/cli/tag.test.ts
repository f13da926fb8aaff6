import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command as explain } from '../../../src/cli/explain';
import { command as propose } from '../../../src/cli/propose';
import { replaceNotebook } from '../../../src/cli/replace-notebook';
import { command as tag } from '../../../src/cli/tag';
import { command as untag } from '../../../src/cli/untag';
import { copyOfFixture, notebookFile, runCommand } from './capture';

const text = (path: string): string => readFileSync(path, 'utf8');
const plain = (): string =>
  notebookFile([
    [[], 'const a = 1;'],
    [[], 'const b = a;'],
    [['keep'], 'b']
  ]);

describe('headwater tag', () => {
  it('tags by position from 1, shows the diff, and untag gives the bytes back', async () => {
    const path = plain();
    const before = text(path);
    const { status, stdout } = await runCommand(
      tag,
      path,
      '--cell',
      '2',
      '--step',
      'load',
      '--set',
      'retry.times=2',
      '--set',
      'title=Load it'
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^--- a\/my flow.ipynb\n\+\+\+ b\/my flow.ipynb\n@@ /);
    expect(stdout).toContain('+     "step:load"');
    expect(JSON.parse(text(path)).cells[1].metadata).toEqual({ headwater: { retry: { times: 2 }, title: 'Load it' }, tags: ['step:load'] });
    expect((await runCommand(untag, path, '--cell', 'id1')).status).toBe(0);
    expect(text(path)).toBe(before);
  });

  it('tags several cells, by id too', async () => {
    const path = plain();
    await runCommand(tag, path, '--cell', 'id0', '--cell', '3', '--step', 's');
    expect(JSON.parse(text(path)).cells.map((cell: { metadata: { tags?: string[] } }) => cell.metadata.tags)).toEqual([
      ['step:s'],
      undefined,
      ['keep', 'step:s']
    ]);
  });

  it.each([
    ['--parameters', 'parameters'],
    ['--setup', 'setup']
  ])('gives the tag of %s', async (option, wanted) => {
    const path = plain();
    await runCommand(tag, path, '--cell', '1', option);
    expect(JSON.parse(text(path)).cells[0].metadata.tags).toEqual([wanted]);
  });

  it('writes nothing in a dry run', async () => {
    const path = plain();
    const before = text(path);
    const { stdout } = await runCommand(tag, path, '--cell', '1', '--step', 'a', '--dry-run');
    expect(stdout).toContain('+     "step:a"');
    expect(text(path)).toBe(before);
  });

  it.each([
    [['--cell', '4', '--step', 'a'], 'HW501', /no cell '4'/],
    [['--cell', '0', '--step', 'a'], 'HW501', /no cell '0'/],
    [['--step', 'a'], 'HW501', /Which cell/],
    [['--cell', '1'], 'HW501', /Which part/],
    [['--cell', '1', '--step', 'a', '--setup'], 'HW501', /Which part/],
    [['--cell', '1', '--step', '1a'], 'HW151', /'1a'/],
    [['--cell', '1', '--step', 'a', '--set', 'retry'], 'HW501', /'retry' is no setting/],
    [['--cell', '1', '--step', 'a', '--set', 'retry.tims=2'], 'HW131', /retry\.tims/],
    [['--cell', '1', '--step', 'a', '--set', 'retry.times=often'], 'HW132', /"often"/]
  ])('refuses %j and leaves the file alone', async (args, code, message) => {
    const path = plain();
    const before = text(path);
    const { error } = await runCommand(tag, path, ...args);
    expect(error).toMatchObject({ code });
    expect(error?.message).toMatch(message);
    expect(text(path)).toBe(before);
  });
});

describe('replaceNotebook', () => {
  it("keeps the file's mode and leaves nothing else behind", () => {
    const path = plain();
    chmodSync(path, 0o640);
    replaceNotebook(path, text(path), 'new');
    expect(text(path)).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(dirname(path))).toEqual(['my flow.ipynb']);
  });

  it('refuses when the file was changed meanwhile', () => {
    const path = plain();
    const before = text(path);
    writeFileSync(path, 'changed');
    expect(() => replaceNotebook(path, before, 'new')).toThrow(expect.objectContaining({ code: 'HW521' }));
    expect(text(path)).toBe('changed');
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });

  it('replaces what a link leads to, not the link', () => {
    const path = plain();
    const link = join(dirname(path), 'link.ipynb');
    symlinkSync(path, link);
    replaceNotebook(link, text(path), 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(text(path)).toBe('new');
  });
});

describe('headwater propose', () => {
  it('shows its proposal and the diff, and writes it only when told', async () => {
    const path = copyOfFixture('messy.ipynb');
    const before = text(path);
    const { stdout } = await runCommand(propose, path);
    expect(stdout).toMatch(/ 9 {2}step:clean/);
    expect(stdout).toContain('+     "step:clean"');
    expect(text(path)).toBe(before);
    await runCommand(propose, path, '--write');
    expect(text(path)).toContain('"step:clean"');
    expect((await runCommand(propose, path)).error).toMatchObject({ code: 'HW520' });
  });

  it('is undone to the byte by untag', async () => {
    const path = copyOfFixture('messy.ipynb');
    const before = text(path);
    await runCommand(propose, path, '--write');
    const proposals = JSON.parse(text(path)).cells.flatMap((cell: { metadata: { tags?: string[] } }, i: number) =>
      cell.metadata.tags ? ['--cell', String(i + 1)] : []
    );
    await runCommand(untag, path, ...proposals);
    expect(text(path)).toBe(before);
  });

  it('prints JSON alone', async () => {
    const { stdout } = await runCommand(propose, plain(), '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ cell: 'id0', index: 0, tag: 'parameters' }, { tag: 'step:make_b' }, { tag: null }]);
  });
});

describe('headwater explain', () => {
  it.each(['HW155', 'hw155', '155'])('prints the page of %s', async code => {
    const { status, stdout } = await runCommand(explain, code);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^HW155 {2}A name is used before it is defined\n/);
    expect(stdout).toContain('What to do');
  });

  it('lists all codes', async () => {
    const { stdout } = await runCommand(explain);
    expect(stdout).toMatch(/^HW101 {2}\S/m);
    expect(stdout).toMatch(/^HW501 {2}\S/m);
  });

  it.each(['HW1555', 'HW199', 'nonsense', '__proto__'])('knows no code %s', async code => {
    expect((await runCommand(explain, code)).error).toMatchObject({ code: 'HW501', about: code });
  });
});
