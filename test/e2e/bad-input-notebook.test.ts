import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { expectRefusal } from './refusal';
import { lastEvent, makeWorkspace, notebookJson, type TestCell, type Workspace } from './workspace';

let place: Workspace;

beforeAll(() => {
  buildOnce();
  place = makeWorkspace();
}, 240_000);

afterAll(() => place.remove());

const trivial: TestCell[] = [
  { step: 'begin', source: 'const x = 1;' },
  { step: 'finish', source: 'console.log(x + 1);' }
];

describe('a file that is no good notebook', () => {
  it('is refused by name when it does not exist', async () => {
    const ran = await place.headwater(['run', 'nowhere.ipynb']);
    expectRefusal(ran, 'nowhere.ipynb');
  });

  it('is refused by name when it is a folder', async () => {
    expectRefusal(await place.headwater(['run', '.']), '.');
  });

  it('is refused when it is text of another kind', async () => {
    const file = place.file('recipe.ipynb', 'Take two eggs.\n');
    for (const command of ['run', 'check', 'graph']) expectRefusal(await place.headwater([command, file]), 'recipe.ipynb');
  });

  it('is refused when it is binary', async () => {
    const file = place.file(
      'picture.ipynb',
      Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)
    );
    expectRefusal(await place.headwater(['check', file]), 'picture.ipynb');
  });

  it('is refused when it is empty', async () => {
    expectRefusal(await place.headwater(['check', place.file('empty.ipynb', '')]), 'empty.ipynb');
  });

  it('is refused when its JSON is something else than a notebook', async () => {
    for (const [index, text] of ['[]', '7', 'null', '{}', '{"cells": 3, "nbformat": 4}', '{"nbformat": 4, "cells": [7]}'].entries())
      expectRefusal(await place.headwater(['check', place.file(`other${index}.ipynb`, text)]), `other${index}.ipynb`);
  });

  it('is refused when its JSON is truncated', async () => {
    const text = JSON.stringify(notebookJson(trivial), null, 1);
    const file = place.file('truncated.ipynb', text.slice(0, Math.floor(text.length * 0.6)));
    expectRefusal(await place.headwater(['run', file]), 'truncated.ipynb');
  });

  it('is refused with the way to upgrade it when it is nbformat 3', async () => {
    const old = {
      metadata: { name: 'old' },
      nbformat: 3,
      nbformat_minor: 0,
      worksheets: [{ cells: [{ cell_type: 'code', input: '1', language: 'python', outputs: [] }] }]
    };
    const ran = await place.headwater(['run', place.file('old.ipynb', JSON.stringify(old))]);
    expectRefusal(ran, 'old.ipynb');
    expect(ran.stderr).toMatch(/nbformat 3/);
    expect(ran.stderr).toMatch(/nbconvert|JupyterLab/);
  });
});

describe('a notebook that is unusual but good', () => {
  it('runs without cell ids (nbformat 4.4)', async () => {
    const json = notebookJson(trivial) as { cells: Record<string, unknown>[]; nbformat_minor: number };
    json.nbformat_minor = 4;
    for (const cell of json.cells) delete cell['id'];
    const ran = await place.headwater(['run', place.file('noIds.ipynb', JSON.stringify(json)), '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    expect(lastEvent(ran)['status']).toBe('successful');
  });

  it('runs when it is 50 MB of outputs', async () => {
    const json = notebookJson(trivial) as { cells: Record<string, unknown>[] };
    const picture = 'iVBORw0KGgo'.repeat(500_000);
    for (let index = 0; index < 10; index++)
      json.cells.push({
        cell_type: 'code',
        id: `big${index}`,
        metadata: {},
        execution_count: 1,
        source: '',
        outputs: [{ output_type: 'display_data', metadata: {}, data: { 'image/png': picture } }]
      });
    const text = JSON.stringify(json);
    expect(text.length).toBeGreaterThan(50_000_000);
    const file = place.file('big.ipynb', text);
    const ran = await place.headwater(['run', file, '--json']);
    expect(ran.status, ran.stderr).toBe(0);
  });

  it('runs when it starts with a byte order mark and its lines end in CR LF', async () => {
    const cells: TestCell[] = [
      { step: 'begin', source: 'const x = `a\r\nb`;\r\nconst y = 2;' },
      { step: 'finish', source: 'console.log(x.length + y);' }
    ];
    const file = place.file('windows.ipynb', `\uFEFF${JSON.stringify(notebookJson(cells), null, 1).replaceAll('\n', '\r\n')}`);
    const ran = await place.headwater(['run', file, '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/finish`, '--stdout']);
    expect(logs.stdout).toBe('5\n');
  });
});
