import { describe, expect, it } from 'vitest';
import { analyseNotebook } from '../../../src/graph/analyse-notebook';
import { readNotebook } from '../../../src/notebook/read-notebook';
import { referenceCells } from '../../../src/verify/reference-cells';

function cellsOf(cells: readonly { source: string; tags?: readonly string[] }[], withScratch = false): string[] {
  const json = {
    cells: cells.map(({ source, tags = [] }, index) => ({
      cell_type: 'code',
      id: `c${index}`,
      metadata: { tags },
      outputs: [],
      execution_count: null,
      source
    })),
    metadata: { kernelspec: { name: 'tslab', language: 'typescript', display_name: 'T' } },
    nbformat: 4,
    nbformat_minor: 5
  };
  const notebook = readNotebook(JSON.stringify(json));
  const graph = analyseNotebook(notebook, { flowName: 'F', globals: new Set(['Math', 'console']) });
  const given = [
    { name: 'rate', type: 'number', value: 5 },
    { name: 'big', type: 'bigint', value: '7' }
  ];
  return referenceCells(notebook, graph, given, withScratch).map(each => each.source);
}

describe('the cells that a kernel runs for comparison', () => {
  it('are parameters with the values given, setup and steps, in notebook order', () => {
    const cells = [
      { tags: ['parameters'], source: 'const rate: number = 0.1, kept = "a"; const big = 1n;' },
      { tags: ['setup'], source: 'const s = 1;' },
      { source: 'const junk = 1;' },
      { tags: ['step:a'], source: 'const x = rate;' }
    ];
    expect(cellsOf(cells)).toEqual(['const rate: number = (5), kept = "a"; const big = 7n;', 'const s = 1;', 'const x = rate;']);
    expect(cellsOf(cells, true)).toHaveLength(4);
  });

  it('hold those definitions of scratch cells that are mentioned, types too, and nothing else of these cells', () => {
    const cells = [
      { source: 'interface Row { a: number }\nfunction inner(r: Row) { return r.a; }\ninner({ a: 1 });' },
      { source: 'function outer() { return inner({ a: 2 }); }\nconst junk = outer();' },
      { source: 'const twice = (n: number) => 2 * n, other = Math.random();' },
      { source: 'function unused() { return 3; }' },
      { tags: ['step:a'], source: 'const x = twice(outer());' }
    ];
    expect(cellsOf(cells)).toEqual([
      'interface Row { a: number }\nfunction inner(r: Row) { return r.a; }',
      'function outer() { return inner({ a: 2 }); }',
      'const twice = (n: number) => 2 * n;',
      'const x = twice(outer());'
    ]);
  });
});
