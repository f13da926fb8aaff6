import type { SourceRange } from '../diagnostic';
import type { CellFacts, NameUse } from '../language/language';
import type { FlowGraph, StepNode } from './flow-graph';

/** Where a step's code first names a variable; the cell alone when it is the step's only one, nothing when that is not known either. */
export function placeInStep(
  graph: Pick<FlowGraph, 'facts'>,
  step: StepNode,
  name: string,
  usesOf: (facts: CellFacts) => readonly NameUse[] = anyUse
): { readonly cell: string | null; readonly range: SourceRange | null } {
  for (const facts of graph.facts.filter(each => step.cells.includes(each.cell))) {
    const use = usesOf(facts).find(each => each.name === name);
    if (use !== undefined) return { cell: facts.cell, range: use.range };
  }
  return { cell: step.cells.length === 1 ? (step.cells[0] ?? null) : null, range: null };
}

function anyUse({ reads, writes, mutates, foreach }: CellFacts): NameUse[] {
  return [...reads, ...(foreach === null ? [] : [...foreach.splitReads, ...foreach.bodyReads]), ...mutates, ...writes];
}
