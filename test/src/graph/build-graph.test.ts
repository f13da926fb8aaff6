import { describe, expect, it } from 'vitest';
import { upstreamOf } from '../../../src/graph/upstream';
import { edgesOf, findings, graphOf } from './notebook-of';

describe('edges', () => {
  it('go from the last step that wrote a name to each later one that reads it', () => {
    const graph = graphOf([
      ['step:a', 'let x = 1;'],
      ['step:b', 'console.log(x);'],
      ['step:c', 'x = 2;'],
      ['step:d', 'console.log(x);']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: x', 'c -> d: x']);
    expect(graph.diagnostics).toEqual([]);
  });

  it('treat a change in place as a read and a new version', () => {
    const graph = graphOf([
      ['step:a', 'const xs = [1];'],
      ['step:b', 'xs.push(2);'],
      ['step:c', 'console.log(xs);']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: xs', 'b -> c: xs']);
    expect(graph.steps[1]).toMatchObject({ reads: ['xs'], writes: ['xs'] });
  });

  it('follow names through functions of other cells, scratch cells included', () => {
    const graph = graphOf([
      ['step:a', 'const k = 2; const unused = 1;'],
      ['', 'function inner() { return k; }'],
      ['', 'const outer = () => inner() + 1;'],
      ['step:b', 'const y = outer();']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: k']);
    expect(graph.diagnostics).toEqual([]);
  });

  it('follow what a function changes', () => {
    const graph = graphOf([
      ['step:a', 'let log: string[] = []; let n = 0;'],
      ['', 'function note(text: string) { log.push(text); n = n + 1; }'],
      ['step:b', 'note("b");'],
      ['step:c', 'console.log(log, n);']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: log, n', 'b -> c: log, n']);
    expect([...(graph.steps[1]?.writes ?? [])].sort()).toEqual(['log', 'n']);
  });

  it('stay inside a step for its own cells', () => {
    const graph = graphOf([
      ['step:a', 'const x = 1;'],
      ['', '// a look'],
      ['step:a', 'const y = x + 1;'],
      ['step:b', 'console.log(y);']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: y']);
    expect(graph.steps[0]).toMatchObject({ cells: ['c0', 'c2'], reads: [], writes: ['x', 'y'] });
  });

  it('do not come from definitions, but from what was changed on them', () => {
    const graph = graphOf([
      ['', 'class Counter { static total = 0; }'],
      ['step:a', 'Counter.total = 5;'],
      ['step:b', 'console.log(Counter.total);']
    ]);
    expect(edgesOf(graph)).toEqual(['a -> b: Counter']);
  });

  it('do not come from setup cells, whose names every task has, unless a step gives them anew', () => {
    const graph = graphOf([
      ['parameters', 'let rate = 0.5;'],
      ['setup', 'const twice = rate * 2;'],
      ['step:a', 'const x = rate + twice;'],
      ['step:b', 'rate = 1;'],
      ['step:c', 'console.log(rate, x);']
    ]);
    expect(edgesOf(graph).sort()).toEqual(['a -> c: x', 'b -> c: rate']);
    expect(graph.setup).toEqual(['c0', 'c1']);
    expect(graph.parameters).toMatchObject([{ name: 'rate', type: 'number', default: 0.5 }]);
    expect(graph.steps[0]?.reads).toEqual(['rate', 'twice']);
  });

  it("lead to the version that a function's own cell has, as tslab does, and to the latest", () => {
    const graph = graphOf([
      ['step:a', 'let k = 1; function f() { return k; }'],
      ['step:b', 'let k = 10;'],
      ['step:c', 'console.log(f());']
    ]);
    expect(edgesOf(graph)).toContain('a -> c: k');
  });

  it('say where the name is read', () => {
    const [edge] = graphOf([
      ['step:a', 'const x = 1;'],
      ['step:b', '\nconsole.log(x);']
    ]).edges;
    expect(edge).toMatchObject({ evidence: 'inferred', cell: 'c1', range: { startLine: 1, startColumn: 12, endLine: 1, endColumn: 13 } });
  });
});

describe('steps', () => {
  it('are foreach steps when a cell fans out at its top level', () => {
    const graph = graphOf([
      ['', "import { foreach } from 'headwater';"],
      ['step:a', 'const rates = [1, 2];'],
      ['step:b', 'const models = await foreach(rates, rate => rate * 2);'],
      ['step:c', 'console.log(models);']
    ]);
    expect(graph.steps.map(step => step.kind)).toEqual(['linear', 'foreach', 'linear']);
    expect(edgesOf(graph)).toEqual(['a -> b: rates', 'b -> c: models']);
    expect(graph.diagnostics).toEqual([]);
  });

  it("take the settings of their cells, and a setting's title", () => {
    const graph = graphOf([['step:a', 'const x = 1;', { title: 'Läd', retry: { times: 2 } }]]);
    expect(graph.steps[0]).toMatchObject({ title: 'Läd', settings: { retry: { times: 2 } } });
  });

  it('leave out settings that do not fit the schema', () => {
    const graph = graphOf([['step:a', 'const x = 1;', { retry: { times: 'many' } }]]);
    expect(graph.steps[0]?.settings).toEqual({});
    expect(findings(graph)).toEqual(['HW132 error c0 retry.times']);
  });
});

describe('the flow', () => {
  it("has the notebook's name for it, else the given one", () => {
    expect(graphOf([['step:a', '1']], { flow: 'Mine' }).flow).toBe('Mine');
    expect(graphOf([['step:a', '1']]).flow).toBe('Test');
    expect(graphOf([['step:a', '1']], { flow: 'not a name' }).flow).toBe('Test');
  });

  it('lists diagnostics in notebook order', () => {
    const graph = graphOf([
      ['step:a', 'nobody1;'],
      ['step:b', '1;\nnobody2;\nnobody3;'],
      ['steps:c', '1']
    ]);
    expect(findings(graph)).toEqual([
      'HW158 warning c0 nobody1',
      'HW158 warning c1 nobody2',
      'HW158 warning c1 nobody3',
      'HW168 warning c2 steps:c'
    ]);
  });

  it('does not let an error in a scratch cell refuse it', () => {
    const graph = graphOf([
      ['step:a', 'const x = 1;'],
      ['', 'const = ;']
    ]);
    expect(graph.diagnostics.length).toBeGreaterThan(0);
    expect(graph.diagnostics.every(each => each.severity !== 'error')).toBe(true);
  });

  it('tells the steps that a step needs', () => {
    const graph = graphOf([
      ['step:a', 'const x = 1;'],
      ['step:b', 'const y = x;'],
      ['step:c', 'const z = 1;'],
      ['step:d', 'console.log(y);']
    ]);
    expect(upstreamOf(graph, 'd')).toEqual(['a', 'b']);
    expect(upstreamOf(graph, 'c')).toEqual([]);
    expect(upstreamOf(graph, 'nothing')).toEqual([]);
  });
});
