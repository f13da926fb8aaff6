import { edgeOf } from './edge';
import type { Edge, EdgeUse } from './flow-graph';

/**
 * What a drawing shows of the edges. Every step begins with the environment, the working directory and the globals that earlier steps have
 * left: once one step changes them, all later ones take them from it, and only those whose code names them are drawn.
 */
export function drawnEdges(edges: readonly Edge[]): readonly Edge[] {
  return edges.flatMap(edge => {
    const uses = edge.uses.filter(use => !isTacit(use));
    if (uses.length === edge.uses.length) return [edge];
    return uses.length === 0 ? [] : [edgeOf(edge.from, edge.to, uses)];
  });
}

function isTacit({ kind, evidence, range }: EdgeUse): boolean {
  return kind === 'ambient' && evidence === 'learned' && range === null;
}
