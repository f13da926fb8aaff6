import { describe, expect, it } from 'vitest';
import { editCells, type CellEdit } from '../../../src/notebook/edit-cells';

const tag = (name: string, settings: { path: string[]; value: unknown }[] = []): CellEdit => ({
  kind: 'tag',
  tag: `step:${name}`,
  settings
});
const retry = [{ path: ['retry', 'times'], value: 2 }];

const metadatas: Record<string, unknown> = {
  'no metadata': undefined,
  'empty metadata': {},
  'no tags': { scrolled: true },
  'keys on both sides of tags': { jupyter: { source_hidden: true }, vscode: { languageId: 'typescript' } },
  'keys out of order': { vscode: 1, collapsed: false },
  'an empty list of tags': { tags: [] },
  'other tags': { tags: ['plot', 'slow'] },
  'other tags and keys': { collapsed: true, tags: ['plot'], vscode: {} }
};

const layouts: Record<string, (value: unknown) => string> = {
  'one space': value => `${JSON.stringify(value, null, 1)}\n`,
  'two spaces': value => `${JSON.stringify(value, null, 2)}\n`,
  tabs: value => JSON.stringify(value, null, '\t'),
  'four spaces, CRLF': value => `${JSON.stringify(value, null, 4)}\n`.replace(/\n/g, '\r\n'),
  'a byte order mark': value => `\uFEFF${JSON.stringify(value, null, 1)}\n`,
  'one line': value => JSON.stringify(value),
  'one line with spaces': value => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '),
  'empty lists and objects with a space inside': value => JSON.stringify(value, null, 1).replace(/\[\]/g, '[ ]').replace(/\{\}/g, '{ }')
};

function notebook(metadata: unknown): unknown {
  const cell = { cell_type: 'code', execution_count: null, id: 'a', metadata, outputs: [], source: ['const x = 1;\n', 'x'] };
  return {
    cells: [{ ...cell, id: 'first', metadata: {} }, cell, { ...cell, id: 'last', metadata: {} }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5
  };
}

function parse(text: string): { cells: { metadata?: { tags?: string[]; headwater?: unknown } }[] } {
  return JSON.parse(text.replace('\uFEFF', ''));
}

describe.each(Object.entries(layouts))('in a file with %s', (_layout, write) => {
  it.each(Object.entries(metadatas))('untagging a cell with %s gives the previous bytes back', (_metadata, metadata) => {
    const before = write(notebook(metadata));
    for (const settings of [[], retry]) {
      const after = editCells(before, new Map([[1, tag('load', settings)]]));
      const cell = parse(after).cells[1];
      expect(cell?.metadata?.tags?.at(-1)).toBe('step:load');
      expect(cell?.metadata?.headwater).toEqual(settings.length === 0 ? undefined : { retry: { times: 2 } });
      expect(editCells(after, new Map([[1, { kind: 'untag' }]]))).toBe(before);
    }
  });

  it('changes nothing but the metadata of the cell', () => {
    const before = notebook({ collapsed: true });
    const after = editCells(write(before), new Map([[1, tag('load', retry)]]));
    const expected = structuredClone(before) as ReturnType<typeof parse>;
    Object.assign(expected.cells[1] ?? {}, { metadata: { collapsed: true, headwater: { retry: { times: 2 } }, tags: ['step:load'] } });
    expect(parse(after)).toEqual(expected);
  });
});

describe('a tag', () => {
  it('is laid out as JupyterLab would', () => {
    const write = layouts['one space'];
    const after = editCells(write?.(notebook({})) ?? '', new Map([[1, tag('load', retry)]]));
    expect(after).toBe(write?.(notebook({ headwater: { retry: { times: 2 } }, tags: ['step:load'] })));
  });

  it('takes the place of another step and of every further role', () => {
    const before = JSON.stringify(notebook({ tags: ['a', 'step:old', 'parameters', 'b', 'setup'] }), null, 1);
    const after = editCells(before, new Map([[1, tag('new')]]));
    expect(parse(after).cells[1]?.metadata?.tags).toEqual(['a', 'step:new', 'b']);
  });

  it('is given to several cells at once', () => {
    const after = editCells(
      JSON.stringify(notebook({}), null, 1),
      new Map([
        [0, tag('a')],
        [2, tag('b')]
      ])
    );
    expect(parse(after).cells.map(cell => cell.metadata?.tags)).toEqual([['step:a'], undefined, ['step:b']]);
  });

  it('adds a setting to those that are there and replaces a value', () => {
    const before = JSON.stringify(notebook({ headwater: { retry: { times: 1 }, title: 'T' } }), null, 2);
    const after = editCells(
      before,
      new Map([
        [1, tag('a', [...retry, { path: ['retry', 'minutesBetweenRetries'], value: 1 }, { path: ['timeout', 'seconds'], value: 9 }])]
      ])
    );
    expect(parse(after).cells[1]?.metadata?.headwater).toEqual({
      retry: { times: 2, minutesBetweenRetries: 1 },
      title: 'T',
      timeout: { seconds: 9 }
    });
  });

  it('is refused where the metadata is no object', () => {
    const before = JSON.stringify(notebook([]));
    expect(() => editCells(before, new Map([[1, tag('a')]]))).toThrow(/metadata.*cell 2.*not an object/);
  });
});
