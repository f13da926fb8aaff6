import type { Edge, EdgeUse, Evidence } from './flow-graph';
import type { FlowKind } from './observation';

/** What stands behind a name in a drawing, told apart without colour; nothing where no run has said anything. */
export const evidenceMarks: Readonly<Record<Evidence, string>> = {
  inferred: '',
  confirmed: ' ✓',
  learned: ' (learned)',
  refuted: ' (refuted)'
};

/** What each kind of evidence means, for a legend. */
export const evidenceMeanings: Readonly<Record<Evidence, string>> = {
  confirmed: 'in the code, and a run showed it',
  inferred: 'in the code; no run of this code yet',
  learned: 'a run showed it, the code does not',
  refuted: 'possible by the code; a run showed that it is not so'
};

const kinds: Readonly<Record<FlowKind, string>> = { variable: '', ambient: '', file: ' (file)', folder: ' (folder)' };

/** `rows`, `process.env`, `data.csv (file)`: what an edge carries. */
export function thingText({ name, kind }: Pick<EdgeUse, 'name' | 'kind'>): string {
  return `${name}${kinds[kind]}`;
}

/** How many uses there are of each evidence, in the order of a legend; `[]` when all is inferred and there is nothing to tell apart. */
export function countEvidence(edges: readonly Edge[]): readonly (readonly [Evidence, number])[] {
  const uses = edges.flatMap(each => each.uses);
  if (uses.every(use => use.evidence === 'inferred')) return [];
  const order: readonly Evidence[] = ['confirmed', 'inferred', 'learned', 'refuted'];
  return order.map(each => [each, uses.filter(use => use.evidence === each).length] as const).filter(([, count]) => count > 0);
}
