import type { CellChange, Fix } from '../../notebook/fix';
import { isSetup } from '../flow-cells';
import type { FlowModel } from '../flow-model';
import type { Proposal } from '../propose-steps';

/** HW150: the cells are tagged as proposed; where nothing is proposed, all code that runs becomes one step. */
export function fixNoSteps(proposals: readonly Proposal[], { cells }: FlowModel): Fix[] {
  const steps = new Set(proposals.flatMap(({ tag }) => (tag?.startsWith('step:') === true ? [tag] : [])));
  const tagged = new Set(cells.filter(isSetup).map(({ cell }) => cell.id));
  const add = (cell: string, tag: string): CellChange => ({ kind: 'tags', cell, add: [tag], remove: [] });
  if (steps.size > 0) {
    const changes = proposals.flatMap(({ cell, tag }) => (tag === null || tagged.has(cell) ? [] : [add(cell, tag)]));
    return [{ title: `Tag the cells as proposed: ${steps.size} ${steps.size === 1 ? 'step' : 'steps'}`, changes }];
  }
  const running = cells.filter(
    each =>
      !isSetup(each) &&
      !each.facts.onlyDefines &&
      !each.facts.diagnostics.some(one => one.severity === 'error' || one.severity === 'warning')
  );
  if (running.length === 0) return [];
  return [{ title: "Tag all code as one step, 'main'", changes: running.map(({ cell }) => add(cell.id, 'step:main')) }];
}
