import type { FlowGraph } from './flow-graph';

/** The steps that a step needs, directly or through others, in notebook order; empty for an unknown step. */
export function upstreamOf(graph: Pick<FlowGraph, 'edges' | 'steps'>, step: string): string[] {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    for (const { from, to } of graph.edges)
      if (to === name && !needed.has(from)) {
        needed.add(from);
        visit(from);
      }
  };
  visit(step);
  return graph.steps.map(each => each.name).filter(name => needed.has(name));
}
