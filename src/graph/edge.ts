import type { Edge, EdgeUse, Evidence } from './flow-graph';

const strongest: readonly Evidence[] = ['confirmed', 'learned', 'inferred', 'refuted'];

/** An edge of what one step takes from another; at least one use. Frozen. */
export function edgeOf(from: string, to: string, uses: readonly EdgeUse[]): Edge {
  const evidence = strongest.find(each => uses.some(use => use.evidence === each)) ?? 'inferred';
  return Object.freeze({
    from,
    to,
    variables: uses.map(each => each.name),
    evidence,
    cell: uses[0]?.cell ?? null,
    range: uses[0]?.range ?? null,
    run: uses.find(use => use.evidence === evidence)?.run ?? null,
    uses
  });
}
