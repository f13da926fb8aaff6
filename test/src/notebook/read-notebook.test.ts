import { describe, expect, it } from 'vitest';
import { HeadwaterError } from '../../../src/errors';
import { readNotebook } from '../../../src/notebook/read-notebook';

const cell = (more: object = {}): object => ({
  cell_type: 'code',
  id: 'a',
  metadata: {},
  source: 'x',
  outputs: [],
  execution_count: null,
  ...more
});
const notebook = (cells: readonly object[], metadata: object = {}): string =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });

function refusal(text: string): HeadwaterError {
  try {
    readNotebook(text);
  } catch (error) {
    if (error instanceof HeadwaterError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('readNotebook', () => {
  it('reads cells with their tags, settings, counts and joined source', () => {
    const text = notebook([
      { cell_type: 'markdown', id: 'm', metadata: {}, source: ['# A\n', 'b'] },
      cell({ metadata: { tags: ['step:load', 3, 'x'], headwater: { title: 'T' } }, execution_count: 7, source: ['const a = 1;\n', 'a'] })
    ]);
    const [first, second] = readNotebook(text).cells;
    expect(first).toEqual({ id: 'm', index: 0, kind: 'markdown', source: '# A\nb', tags: [], settings: null, executionCount: null });
    expect(second).toMatchObject({
      index: 1,
      source: 'const a = 1;\na',
      tags: ['step:load', 'x'],
      settings: { title: 'T' },
      executionCount: 7
    });
    expect(Object.isFrozen(second)).toBe(true);
  });

  it.each([
    [{ kernelspec: { name: 'tslab', language: 'TypeScript' } }, 'typescript'],
    [{ language_info: { name: 'python' }, kernelspec: { name: 'conda-x' } }, 'python'],
    [{ kernelspec: { name: 'tslab' } }, 'typescript'],
    [{ kernelspec: { name: 'jslab' } }, 'javascript'],
    [{ kernelspec: { name: 'python3' } }, 'python'],
    [{ kernelspec: { name: 'xyz' } }, 'unknown'],
    [{}, 'unknown']
  ])('tells the language of %j: %s', (metadata, language) => {
    expect(readNotebook(notebook([], metadata)).language).toBe(language);
  });

  it('gives cells without an id one from their position, and a repeated id a warning', () => {
    const { cells, diagnostics } = readNotebook(
      notebook([cell({ id: undefined }), cell(), cell(), cell({ id: 'cell-4' }), cell({ id: '' })])
    );
    expect(cells.map(each => each.id)).toEqual(['cell-0', 'a', 'cell-2', 'cell-4', 'cell-4-']);
    expect(diagnostics).toMatchObject([{ code: 'HW104', severity: 'warning', cell: 'cell-2', about: 'a' }]);
  });

  it('ignores a byte order mark', () => {
    expect(readNotebook(`\uFEFF${notebook([cell()])}`).cells).toHaveLength(1);
  });

  it('says at which byte, not character, a truncated file ends, inside a string or between values', () => {
    const whole = notebook([cell({ source: 'const ü = "€😀";' })]);
    for (const cut of [20, whole.indexOf('😀') + 3, whole.length - 1, whole.length - 2]) {
      const text = whole.slice(0, cut);
      expect(refusal(text)).toMatchObject({ code: 'HW101' });
      expect(refusal(text).message).toContain(`truncated: its JSON ends too early, at byte ${Buffer.byteLength(text)} `);
    }
  });

  it('says at which byte something stands that is no JSON', () => {
    const text = '{\n "ä": 1,\n<<<<<<< HEAD\n "cells": []\n}';
    expect(refusal(text).message).toContain(`byte ${Buffer.byteLength(text.slice(0, text.indexOf('<')))} (line 3)`);
  });

  it.each([
    ['', /empty/],
    ['  \n', /empty/],
    ['[]', /no JSON object/],
    ['"x"', /no JSON object/],
    ['{"a":1}', /no 'nbformat' and no 'cells'/],
    ['{"nbformat":4}', /no list of cells/],
    ['{"nbformat":4,"cells":[1]}', /cell 1 is not an object/],
    ['{"nbformat":4,"cells":[{"cell_type":"sql"}]}', /cell 1 has the cell_type "sql"/],
    ['{"nbformat":4,"cells":[{"cell_type":"code","source":{}}]}', /source of cell 1/]
  ])('refuses %j as no notebook', (text, message) => {
    expect(refusal(text)).toMatchObject({ code: 'HW101' });
    expect(refusal(text).message).toMatch(message);
  });

  it.each([
    ['{"nbformat":3,"worksheets":[]}', 'nbformat 3'],
    ['{"worksheets":[]}', 'nbformat 3'],
    ['{"nbformat":2}', 'nbformat 2'],
    ['{"nbformat":5,"cells":[]}', 'nbformat 5']
  ])('refuses the format of %j', (text, about) => {
    expect(refusal(text)).toMatchObject({ code: 'HW102', about });
  });

  it('says how to convert an old notebook', () => {
    expect(refusal('{"nbformat":3,"worksheets":[]}').hint).toContain('jupyter nbconvert --to notebook --nbformat 4');
  });

  it('reads 50 MB of outputs in about the time that JSON.parse takes', () => {
    const text = notebook(
      Array.from({ length: 50 }, (_, i) => cell({ id: `c${i}`, outputs: [{ data: { 'image/png': 'A'.repeat(1_000_000) } }] }))
    );
    const start = performance.now();
    JSON.parse(text);
    const parsed = performance.now();
    expect(readNotebook(text).cells).toHaveLength(50);
    expect(performance.now() - parsed).toBeLessThan(5 * (parsed - start) + 250);
  });
});
