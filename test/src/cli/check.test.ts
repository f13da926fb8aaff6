import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command as check } from '../../../src/cli/check';
import { command as graph } from '../../../src/cli/graph';
import { copyOfFixture, notebookFile, runCommand, temporaryFolder } from './capture';

const good = [
  [['parameters'], 'const rate = 0.5;'],
  [['step:load'], 'const rows = [1, 2];'],
  [['step:load'], 'rows.push(3);'],
  [['step:sum'], 'const total = rows.length * rate;']
] as const;

describe('headwater check', () => {
  it('prints the flow, its steps with what they take from where, and that all is well', async () => {
    const { status, stdout } = await runCommand(check, notebookFile(good));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MyFlow {2}2 steps · 4 of 4 code cells/);
    expect(stdout).toMatch(/load +2–3 +– +rows/);
    expect(stdout).toMatch(/sum +4 +rows from load +total/);
    expect(stdout).toMatch(/rate \(parameters\)/);
    expect(stdout).toContain('rate: number = 0.5');
    expect(stdout).toContain('No problems found.');
  });

  it('prints JSON as documented', async () => {
    const { status, stdout } = await runCommand(check, notebookFile(good), '--json');
    expect(status).toBe(0);
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      flow: 'MyFlow',
      steps: [
        { name: 'load', cells: ['id1', 'id2'], kind: 'linear' },
        { name: 'sum', cells: ['id3'], kind: 'linear' }
      ],
      edges: [{ from: 'load', to: 'sum', variables: ['rows'], evidence: 'inferred' }],
      parameters: [{ name: 'rate', type: 'number', default: 0.5 }],
      diagnostics: []
    });
    expect(Object.keys(json)).not.toContain('facts');
  });

  it('shows the line of a problem with a caret under it, and exits with 2', async () => {
    const path = notebookFile([
      [['step:a'], '\n\tconst x = totl + 1;'],
      [['step:b'], 'console.log(later);'],
      [['step:c'], 'const later = 1;']
    ]);
    const { status, stdout } = await runCommand(check, path);
    expect(status).toBe(2);
    const lines = stdout.split('\n');
    const at = lines.findIndex(line => line.includes('totl + 1'));
    expect(lines[at - 1]).toBe('  cell 1, line 2');
    expect(lines[at + 1]?.indexOf('^^^^')).toBe(lines[at]?.indexOf('totl'));
    expect(lines.findIndex(line => line.startsWith('error'))).toBeLessThan(lines.findIndex(line => line.startsWith('warning')));
    expect(stdout).toContain('1 error, 1 warning.');
  });

  it('finds everything that is wrong with a disorderly notebook, in notebook order', async () => {
    const { stdout } = await runCommand(check, copyOfFixture('disorder.ipynb'), '--json');
    const found = JSON.parse(stdout).diagnostics.map((each: { code: string; cell: string }) => `${each.cell} ${each.code}`);
    expect([...found].sort()).toEqual([
      'w01 HW165',
      'w04 HW161',
      'w05 HW131',
      'w06 HW157',
      'w07 HW156',
      'w07 HW159',
      'w09 HW152',
      'w09 HW155',
      'w10 HW151',
      'w10 HW158',
      'w11 HW162',
      'w11 HW168'
    ]);
    expect(found.map((each: string) => each.slice(0, 3))).toEqual([...found].sort().map((each: string) => each.slice(0, 3)));
  });

  it('gives each diagnostic in JSON its seven fields', async () => {
    const { stdout } = await runCommand(
      check,
      notebookFile([
        [['step:a'], 'console.log(limit);'],
        [[], 'const limit = 1;']
      ]),
      '--json'
    );
    expect(JSON.parse(stdout).diagnostics).toEqual([
      {
        code: 'HW156',
        severity: 'error',
        cell: 'id0',
        range: { startLine: 0, startColumn: 12, endLine: 0, endColumn: 17 },
        message: expect.stringContaining("'limit'"),
        hint: expect.stringContaining('headwater tag'),
        about: 'limit'
      }
    ]);
  });

  it("type-checks with the kernel's compiler, and leaves out what only follows from an earlier error", async () => {
    const path = notebookFile([
      [['step:a'], 'const n: number = "x";\nconst fine = 1;'],
      [['step:b'], 'const m = n + fine;'],
      [['step:c'], 'const s: string =\n  1;']
    ]);
    const { status, stdout } = await runCommand(check, path, '--types', '--json');
    expect(status).toBe(2);
    const found = JSON.parse(stdout).diagnostics;
    expect(found.map((each: { code: string; cell: string; about: string }) => [each.code, each.cell])).toEqual([
      ['HW140', 'id0'],
      ['HW140', 'id2']
    ]);
    expect(found[0].range).toEqual({ startLine: 0, startColumn: 6, endLine: 0, endColumn: 7 });
    expect(found[0].message).toContain('(TS2322)');
  }, 30_000);

  it.each([
    [[], 'HW501', /Which notebook/],
    [['a.ipynb', 'b.ipynb'], 'HW501', /too many/],
    [['--jsn', 'a.ipynb'], 'HW501', /--jsn/],
    [['no such.ipynb'], 'HW103', /does not exist/]
  ] as const)('refuses %j', async (args, code, message) => {
    const { error } = await runCommand(check, ...args);
    expect(error).toMatchObject({ code });
    expect(error?.message).toMatch(message);
  });

  it('refuses a folder, bytes that are no text, and a truncated file by its name', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'dir.ipynb'));
    writeFileSync(join(folder, 'bytes.ipynb'), Buffer.from([0x7b, 0xff, 0xfe]));
    writeFileSync(join(folder, 'cut.ipynb'), '{"cells": [');
    expect((await runCommand(check, join(folder, 'dir.ipynb'))).error).toMatchObject({ code: 'HW103' });
    expect((await runCommand(check, join(folder, 'bytes.ipynb'))).error).toMatchObject({ code: 'HW101' });
    const { error } = await runCommand(check, join(folder, 'cut.ipynb'));
    expect(error).toMatchObject({ code: 'HW101' });
    expect(error?.message).toMatch(/cut\.ipynb.*truncated.*byte 11/);
  });
});

describe('headwater graph', () => {
  it.each([
    ['text', /●  load\n│\n●  sum {3}← rows from load/],
    ['svg', /<text class="name"[^>]*>load<\/text>/],
    ['dot', /"load" -> "sum" \[label="rows"\]/],
    ['json', /"from": "load"/]
  ])('draws as %s', async (format, wanted) => {
    const { status, stdout } = await runCommand(graph, notebookFile(good), '--format', format);
    expect(status).toBe(0);
    expect(stdout).toMatch(wanted);
  });

  it.each(['png', 'toString', '__proto__'])('has no format %s', async format => {
    expect((await runCommand(graph, notebookFile(good), '--format', format)).error).toMatchObject({ code: 'HW501', about: format });
  });

  it('draws a flow with errors, says so and exits with 2', async () => {
    const { status, stdout, stderr } = await runCommand(
      graph,
      notebookFile([
        [['step:a'], 'b;'],
        [['step:b'], 'const b = 1;']
      ])
    );
    expect(status).toBe(2);
    expect(stdout).toContain('●  a');
    expect(stderr).toContain('1 error');
  });
});
