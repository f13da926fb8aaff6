import type { Cell } from './cell';

/** What a cell is to the flow. Only code cells have a role other than `scratch`. */
export type CellRole =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'parameters' }
  | { readonly kind: 'setup' }
  | { readonly kind: 'scratch' };

const stepPrefix = 'step:';

/** The step names that a cell's tags give; usually one or none. */
export function stepTags(cell: Cell): string[] {
  return cell.tags.filter(tag => tag.startsWith(stepPrefix)).map(tag => tag.slice(stepPrefix.length));
}

/** True for a tag that gives a cell a role: `step:<name>`, `parameters`, `setup`. */
export function isRoleTag(tag: string): boolean {
  return tag.startsWith(stepPrefix) || tag === 'parameters' || tag === 'setup';
}

/** A cell's role; of several tags the first step wins, then `parameters`, then `setup`. */
export function roleOf(cell: Cell): CellRole {
  if (cell.kind !== 'code') return { kind: 'scratch' };
  const [step] = stepTags(cell);
  if (step !== undefined) return { kind: 'step', step };
  if (cell.tags.includes('parameters')) return { kind: 'parameters' };
  if (cell.tags.includes('setup')) return { kind: 'setup' };
  return { kind: 'scratch' };
}

/** What a step's name must look like: Metaflow's rule for a Python method, ASCII only. */
export const stepName = /^[A-Za-z][A-Za-z0-9_]*$/;
