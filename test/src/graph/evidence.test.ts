import { describe, expect, it } from 'vitest';
import { withEvidence } from '../../../src/graph/evidence';
import type { FlowGraph } from '../../../src/graph/flow-graph';
import type { FlowKind, Observation, ObservedStep } from '../../../src/graph/observation';
import { unseenEffects } from '../../../src/graph/unseen-effects';
import { findings, graphOf, type ShortCell } from './notebook-of';

const cells: ShortCell[] = [
  ['step:load', 'const rows = [1, 2, 3];\nconst view = rows;\nfunction fix() { if (rows.length > 9) rows.push(0); return 1; }'],
  ['step:push', '\nview.push(4);'],
  ['step:fix', 'const m = fix();'],
  ['step:total', 'const total = rows.length;'],
  ['step:report', 'console.log(total, view, m);']
];

const nothing: ObservedStep = { reads: [], writes: [], shared: [] };

/** What the notebook above really does; an edge is `from to name`, with its kind where that is no variable. */
function observed(run: string, edges: readonly string[], steps: Readonly<Record<string, ObservedStep>> = allSteps): Observation {
  const parsed = edges.map(each => {
    const [from = '', to = '', name = '', kind = 'variable'] = each.split(' ');
    return { from, to, name, kind: kind as FlowKind };
  });
  return { run, steps, edges: parsed };
}

const allSteps = {
  load: nothing,
  push: { ...nothing, writes: ['rows', 'view'], shared: [['rows', 'view']] },
  fix: nothing,
  total: nothing,
  report: nothing
};

const real = ['load push view', 'push fix rows', 'push total rows', 'total report total', 'push report view', 'fix report m'];

/** `push -> total: rows learned 7 c3 0`, a line for each use. */
function uses(graph: FlowGraph, observations: readonly Observation[]): string[] {
  return withEvidence(graph, observations).flatMap(({ from, to, uses: all }) =>
    all.map(use => `${from} -> ${to}: ${[use.name, use.evidence, use.run, use.cell, use.range?.startLine].join(' ')}`)
  );
}

describe('withEvidence', () => {
  const graph = graphOf(cells);

  it('confirms what a run showed, adds what only the run showed, and refutes the rest, each with its line and its run', () => {
    expect(uses(graph, [observed('7', real)])).toEqual([
      'load -> push: view confirmed 7 c1 1',
      'load -> fix: rows refuted 7 c2 0',
      'push -> fix: rows learned 7 c2 0',
      'push -> total: rows learned 7 c3 0',
      'fix -> total: rows refuted 7 c3 0',
      'push -> report: view confirmed 7 c4 0',
      'fix -> report: m confirmed 7 c4 0',
      'total -> report: total confirmed 7 c4 0'
    ]);
  });

  it('leaves alone what no run of the same code says anything about', () => {
    expect(withEvidence(graph, [])).toBe(graph.edges);
    const { fix: _fix, ...others } = allSteps;
    const partial = observed('7', ['load push view'], others);
    expect(uses(graph, [partial]).filter(line => line.includes('fix'))).toEqual([
      'load -> fix: rows inferred  c2 0',
      'fix -> total: rows inferred  c3 0',
      'fix -> report: m inferred  c4 0'
    ]);
  });

  it('goes by the newest run that knows both steps', () => {
    const older = observed('5', ['fix total rows']);
    const { total: _total, ...withoutTotal } = allSteps;
    expect(uses(graph, [observed('7', real, withoutTotal), observed('6', real), older])).toEqual(
      expect.arrayContaining(['fix -> total: rows refuted 6 c3 0', 'load -> push: view confirmed 7 c1 1'])
    );
  });

  it('does not lead past a step that is new and writes the same', () => {
    const [load, push, fix, ...rest] = cells as [ShortCell, ShortCell, ShortCell, ...ShortCell[]];
    const longer = graphOf([load, push, fix, ['step:more', 'rows.push(9);'], ...rest]);
    expect(uses(longer, [observed('7', real)]).filter(line => line.includes('total: rows'))).toEqual([
      'more -> total: rows inferred  c4 0'
    ]);
  });

  it('names files and ambient state as what they are', () => {
    const edges = withEvidence(graph, [observed('7', [...real, 'load report data.csv file', 'load report process.env ambient'])]);
    const found = edges.find(each => each.from === 'load' && each.to === 'report');
    expect(found?.uses.map(({ name, kind, evidence }) => `${name} ${kind} ${evidence}`)).toEqual([
      'data.csv file learned',
      'process.env ambient learned'
    ]);
    expect(found).toMatchObject({ evidence: 'learned', run: '7', cell: 'c4', range: null });
  });
});

describe('ambient state that the code names', () => {
  it('is confirmed as what really went along', () => {
    const graph = graphOf([
      ['step:load', "process.env.MODE = 'fast';"],
      ['step:use', 'const mode = process.env.MODE;']
    ]);
    const both = { load: nothing, use: nothing };
    expect(uses(graph, [])).toEqual(['load -> use: process inferred  c1 0']);
    expect(uses(graph, [observed('7', ['load use process.env ambient'], both)])).toEqual(['load -> use: process.env confirmed 7 c1 0']);
    expect(uses(graph, [observed('7', [], both)])).toEqual(['load -> use: process refuted 7 c1 0']);
  });
});

describe('unseenEffects', () => {
  function remarks(edges: readonly string[]): FlowGraph {
    const graph = graphOf(cells);
    const observations = [observed('7', edges)];
    const shown = { ...graph, edges: withEvidence(graph, observations) };
    return { ...shown, diagnostics: unseenEffects(shown, observations) };
  }

  it('says once through which variable a step changes another, at the line that does it', () => {
    const graph = remarks(real);
    expect(findings(graph)).toEqual(['HW142 info c1 rows']);
    expect(graph.diagnostics[0]).toMatchObject({ range: { startLine: 1 } });
    expect(graph.diagnostics[0]?.message).toMatch(/^Step 'push' changes 'rows' through 'view'.*run 7/);
  });

  it('says of a step what it read unseen, but not of a file, of ambient state, or where only its writer turned out to be another', () => {
    expect(findings(remarks(['load total view', 'load report data.csv file', 'load report process.env ambient']))).toEqual([
      'HW143 info c3 view'
    ]);
    expect(findings(remarks(['load total rows']))).toEqual([]);
  });

  it('does not say twice that whoever changes a variable through another name has read it so', () => {
    expect(findings(remarks([...real, 'load push rows']))).toEqual(['HW142 info c1 rows']);
  });
});
