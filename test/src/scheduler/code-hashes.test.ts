import { describe, expect, it } from 'vitest';
import { codeHashes, type CodeHashes } from '../../../src/scheduler/code-hashes';
import { analyseNotebook } from '../../../src/graph/analyse-notebook';
import { nodeGlobals } from '../../../src/graph/known-globals';
import { languageOf } from '../../../src/language/languages';
import { readNotebook } from '../../../src/notebook/read-notebook';

interface GivenCell {
  readonly id: string;
  readonly tags?: readonly string[];
  readonly source: string;
  readonly settings?: object;
}

const setup: GivenCell = { id: 's', tags: ['setup'], source: 'const scale = 2;' };
const load: GivenCell = { id: 'a', tags: ['step:load'], source: 'let rows = [1, 2, 3];' };
const sum: GivenCell = { id: 'b', tags: ['step:sum'], source: 'let total = 0;\nfor (const row of rows) total += row * scale;' };
const helper: GivenCell = { id: 'c', tags: ['step:help'], source: 'function half(x: number) { return x / 2; }\nlet small = half(4);' };

const usual = hashes([setup, load, sum, helper]);

function hashes(cells: readonly GivenCell[]): CodeHashes {
  const list = cells.map(({ id, tags = [], source, settings }) => ({
    cell_type: 'code',
    id,
    source,
    metadata: { tags, ...(settings === undefined ? {} : { headwater: settings }) },
    outputs: [],
    execution_count: null
  }));
  const kernelspec = { name: 'tslab', language: 'typescript', display_name: 'TypeScript' };
  const notebook = readNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: list }));
  const language = languageOf(notebook);
  if (!('compile' in language)) throw new Error('no language');
  return codeHashes(language.compile(notebook.cells), analyseNotebook(notebook, { flowName: 'F', globals: nodeGlobals }));
}

describe('codeHashes', () => {
  it('gives each step a hash, and the setup one', () => {
    expect(Object.keys(usual.steps)).toEqual(['load', 'sum', 'help']);
    expect(new Set([...Object.values(usual.steps), usual.setup]).size).toBe(4);
    expect(usual.setup).toMatch(/^[0-9a-f]{40}$/);
  });

  it('changes only what belongs to the changed cell', () => {
    const changed = hashes([setup, load, { ...sum, source: `${sum.source}\ntotal += 1;` }, helper]);
    expect(changed).toEqual({ ...usual, steps: { ...usual.steps, sum: changed.steps['sum'] } });
    expect(changed.steps['sum']).not.toBe(usual.steps['sum']);
    expect(hashes([{ ...setup, source: 'const scale = 3;' }, load, sum, helper])).toEqual({
      ...usual,
      setup: expect.not.stringMatching(usual.setup)
    });
  });

  it('does not change for a comment, or for types', () => {
    expect(hashes([setup, { ...load, source: '// all rows\nlet rows: number[] = [1, 2, 3];' }, sum, helper])).toEqual(usual);
  });

  it('changes with the environment of a step, in any order of its names', () => {
    const one = hashes([setup, { ...load, settings: { environment: { A: '1', B: '2' } } }, sum, helper]);
    const other = hashes([setup, { ...load, settings: { environment: { B: '2', A: '1' } } }, sum, helper]);
    expect(one).toEqual(other);
    expect(one.steps['load']).not.toBe(usual.steps['load']);
  });

  it('counts the place in the notebook only of cells that define something: stored instances name it', () => {
    const moved = hashes([{ id: 'new', source: '1 + 1' }, setup, load, sum, helper]);
    expect(moved).toEqual({ ...usual, steps: { ...usual.steps, help: moved.steps['help'] } });
    expect(moved.steps['help']).not.toBe(usual.steps['help']);
  });
});
