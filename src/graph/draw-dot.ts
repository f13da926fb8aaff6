import type { FlowGraph } from './flow-graph';

/** The graph in Graphviz's DOT language; edges carry their variables. */
export function drawDot({ flow, steps, edges }: Pick<FlowGraph, 'flow' | 'steps' | 'edges'>): string {
  const nodes = steps.map(({ name, title, kind }) => {
    const label = title === null ? name : `${name}\n${title}`;
    return `  ${quoted(name)} [label=${quoted(label)}${kind === 'foreach' ? ', peripheries=2' : ''}];`;
  });
  const arrows = edges.map(({ from, to, variables }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(variables.join('\n'))}];`);
  const head = [
    `digraph ${quoted(flow)} {`,
    '  rankdir=TB;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];'
  ];
  return `${[...head, ...nodes, ...arrows, '}'].join('\n')}\n`;
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
