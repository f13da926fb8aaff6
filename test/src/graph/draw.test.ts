import { describe, expect, it } from 'vitest';
import { drawDot } from '../../../src/graph/draw-dot';
import { drawSvg } from '../../../src/graph/draw-svg';
import { drawText } from '../../../src/graph/draw-text';
import type { Edge, StepNode } from '../../../src/graph/flow-graph';

const steps = (...names: string[]): StepNode[] =>
  names.map((name, position) => ({ name, title: null, position, kind: 'linear', cells: [], settings: {}, reads: [], writes: [] }));
const edge = (from: string, to: string, ...variables: string[]): Edge => ({
  from,
  to,
  variables,
  evidence: 'inferred',
  cell: null,
  range: null
});

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

describe('drawDot', () => {
  it('quotes names and labels', () => {
    const dot = drawDot({ flow: 'F', steps: steps('a', 'b'), edges: [edge('a', 'b', 'x"y', 'z')] });
    expect(dot).toContain('"a" -> "b" [label="x\\"y\\nz"];');
  });
});
