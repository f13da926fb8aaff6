import { describe, expect, it } from 'vitest';
import { drawDot } from '../../../src/graph/draw-dot';
import { drawSvg } from '../../../src/graph/draw-svg';
import { drawText } from '../../../src/graph/draw-text';
import { edgeOf } from '../../../src/graph/edge';
import type { Edge, EdgeUse, Evidence, StepNode } from '../../../src/graph/flow-graph';
import type { FlowKind } from '../../../src/graph/observation';

const steps = (...names: string[]): StepNode[] =>
  names.map((name, position) => ({ name, title: null, position, kind: 'linear', cells: [], settings: {}, reads: [], writes: [] }));
const use = (name: string, evidence: Evidence = 'inferred', kind: FlowKind = 'variable'): EdgeUse => {
  return { name, kind, evidence, cell: null, range: null, run: evidence === 'inferred' ? null : '7' };
};
const edge = (from: string, to: string, ...variables: string[]): Edge =>
  edgeOf(
    from,
    to,
    variables.map(name => use(name))
  );

describe('drawText', () => {
  it('draws a chain as one lane', () => {
    const text = drawText({ steps: steps('a', 'b', 'c'), edges: [edge('a', 'b', 'x'), edge('b', 'c', 'y', 'z')] });
    expect(text).toBe(['●  a', '│', '●  b   ← x from a', '│', '●  c   ← y, z from b', ''].join('\n'));
  });

  it('draws a fork and its join with lanes that meet', () => {
    const edges = [edge('a', 'b', 'x'), edge('a', 'c', 'x'), edge('b', 'd', 'y'), edge('c', 'd', 'z')];
    const text = drawText({ steps: steps('a', 'b', 'c', 'd'), edges });
    expect(text).toBe(
      ['●    a', '├─╮', '│ ●  b   ← x from a', '│ │', '● │  c   ← x from a', '├─╯', '●    d   ← y from b; z from c', ''].join('\n')
    );
  });

  it('draws steps that need nothing beside the open lanes', () => {
    const text = drawText({ steps: steps('a', 'b', 'c'), edges: [edge('a', 'c', 'x')] });
    expect(text).toBe(['●    a', '│', '│ ●  b', '│', '●    c   ← x from a', ''].join('\n'));
  });

  it('draws nothing for no steps', () => {
    expect(drawText({ steps: [], edges: [] }).trim()).toBe('');
  });
});

describe('drawSvg', () => {
  const wild = { ...steps('a', 'b')[0], title: '<b>&"größe"\u0000' } as StepNode;

  it('is one accessible document with every step, label and arrow', async () => {
    const svg = await drawSvg({ flow: 'F', steps: steps('a', 'b'), edges: [edge('a', 'b', 'df', 'n')] });
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="hw-title hw-desc"/);
    expect(svg).toContain('<title id="hw-title">Flow F</title>');
    expect(svg).toContain('b takes df, n from a.');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg.match(/class="line"/g)).toHaveLength(1);
    expect(svg.match(/class="box"/g)).toHaveLength(2);
  });

  it('escapes what it is given', async () => {
    const svg = await drawSvg({ flow: 'F', steps: [wild], edges: [] });
    expect(svg).toContain('&lt;b&gt;&amp;&quot;größe&quot;\uFFFD');
    expect(svg).not.toContain('<b>');
  });

  it('counts the variables that a label has no room for', async () => {
    const svg = await drawSvg({ flow: 'F', steps: steps('a', 'b'), edges: [edge('a', 'b', ...'123456789')] });
    expect(svg).toContain('and 4 more');
    expect(svg).toContain('b takes 1, 2, 3, 4, 5, 6, 7, 8, 9 from a.');
  });

  it('draws an empty graph', async () => {
    expect(await drawSvg({ flow: 'F', steps: [], edges: [] })).toMatch(/<\/svg>\n$/);
  });
});

describe('drawings of what runs have shown', () => {
  const graph = {
    flow: 'F',
    steps: steps('a', 'b', 'c'),
    edges: [
      edgeOf('a', 'b', [use('x', 'confirmed'), use('data.csv', 'learned', 'file')]),
      edgeOf('a', 'c', [use('y', 'refuted')]),
      edgeOf('b', 'c', [use('z', 'learned')])
    ]
  };

  it('tell evidence apart by words, draw no lane for what is refuted, and explain themselves', () => {
    const [drawing, legend] = drawText(graph).split('\n\n');
    expect(drawing?.split('\n')).toEqual([
      '●  a',
      '│',
      '●  b   ← x ✓, data.csv (file) (learned) from a',
      '│',
      '●  c   ← y (refuted) from a; z (learned) from b'
    ]);
    expect(legend?.match(/^ +\d \w+/gm)).toEqual(['   1 confirmed', '   2 learned', '   1 refuted']);
  });

  it('leave out the environment that a step takes over without naming it', () => {
    const tacit = [edgeOf('a', 'b', [use('process.env', 'learned', 'ambient')]), edgeOf('a', 'c', [use('x', 'confirmed')])];
    expect(drawText({ ...graph, edges: tacit })).not.toContain('process.env');
    const range = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 7 };
    const named = edgeOf('a', 'b', [{ ...use('process.env', 'learned', 'ambient'), range }]);
    expect(drawText({ ...graph, edges: [named] })).toContain('process.env (learned) from a');
  });

  it('have no legend while nothing is known but what the code says', async () => {
    const inferred = { flow: 'F', steps: steps('a', 'b'), edges: [edge('a', 'b', 'x')] };
    expect(drawText(inferred)).not.toContain('inferred');
    expect(await drawSvg(inferred)).not.toContain('inferred');
  });

  it('are lines of their own kinds in SVG, with words for screen readers', async () => {
    const svg = await drawSvg(graph);
    const [lines = '', legend = ''] = svg.split('<g><path class="line confirmed"');
    expect(lines.match(/class="line( \w+)?"/g)).toEqual(['class="line confirmed"', 'class="line refuted"', 'class="line learned"']);
    expect(lines).toMatch(/class="line refuted" marker-end="url\(#hw-cross\)"/);
    expect(svg).toContain('c takes y (refuted: not really) from a.');
    expect(svg).toContain('>y (refuted)<');
    expect(legend).toMatch(/>1 refuted: [^<]+</);
  });

  it('are styles and words in DOT', () => {
    const dot = drawDot(graph);
    expect(dot).toContain('"a" -> "c" [label="y (refuted)", style=dotted');
    expect(dot).toContain('"b" -> "c" [label="z (learned)", style=dashed]');
  });
});

describe('drawDot', () => {
  it('quotes names and labels', () => {
    const dot = drawDot({ flow: 'F', steps: steps('a', 'b'), edges: [edge('a', 'b', 'x"y', 'z')] });
    expect(dot).toContain('"a" -> "b" [label="x\\"y\\nz"];');
  });
});
