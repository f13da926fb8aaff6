import { drawnEdges } from './drawn-edges';
import { evidenceMarks, thingText } from './evidence-text';
import type { Edge, Evidence, FlowGraph } from './flow-graph';

/** The graph in Graphviz's DOT language; edges carry their variables, and show their evidence by their line and in words. */
export function drawDot({ flow, steps, edges }: Pick<FlowGraph, 'flow' | 'steps' | 'edges'>): string {
  const nodes = steps.map(({ name, title, kind }) => {
    const label = title === null ? name : `${name}\n${title}`;
    return `  ${quoted(name)} [label=${quoted(label)}${kind === 'foreach' ? ', peripheries=2' : ''}];`;
  });
  const arrows = drawnEdges(edges).map(
    edge => `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${quoted(labelOf(edge))}${styles[edge.evidence]}];`
  );
  const head = [
    `digraph ${quoted(flow)} {`,
    '  rankdir=TB;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];'
  ];
  return `${[...head, ...nodes, ...arrows, '}'].join('\n')}\n`;
}

const styles: Readonly<Record<Evidence, string>> = {
  inferred: '',
  confirmed: ', penwidth=1.8',
  learned: ', style=dashed',
  refuted: ', style=dotted, arrowhead=odot'
};

function labelOf({ uses }: Edge): string {
  return uses.map(use => `${thingText(use)}${evidenceMarks[use.evidence]}`).join('\n');
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
