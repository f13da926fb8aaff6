import type { ComparedCell, ComparedVariable, RunComparison } from '../../../src/server/api/comparison';

/** How many things of each kind changed; for a summary in one line. */
export interface ChangeCounts {
  readonly parameters: number;
  readonly cells: number;
  readonly variables: number;
}

/** Counts what is not the same on both sides. */
export function countChanges({ parameters, cells, variables }: RunComparison): ChangeCounts {
  return {
    parameters: parameters.filter(({ same }) => !same).length,
    cells: cells.filter(({ change }) => change !== 'same').length,
    variables: variables.filter(({ change }) => change !== 'same').length
  };
}

/** Cells in order, with runs of unchanged ones as one entry that can be opened. */
export function foldSame(cells: readonly ComparedCell[]): (ComparedCell | readonly ComparedCell[])[] {
  const folded: (ComparedCell | ComparedCell[])[] = [];
  for (const cell of cells) {
    const last = folded.at(-1);
    if (cell.change !== 'same') folded.push(cell);
    else if (Array.isArray(last)) last.push(cell);
    else folded.push([cell]);
  }
  return folded;
}

/** Variables by step, steps in the order in which they come; what changed stands first in each. */
export function variablesByStep(variables: readonly ComparedVariable[]): ReadonlyMap<string, readonly ComparedVariable[]> {
  const steps = new Map<string, ComparedVariable[]>();
  for (const variable of variables) steps.set(variable.step, [...(steps.get(variable.step) ?? []), variable]);
  for (const [step, group] of steps)
    steps.set(step, [...group.filter(({ change }) => change !== 'same'), ...group.filter(({ change }) => change === 'same')]);
  return steps;
}

/** A difference with its sign, and how much that is of `a`; null when either is not known. */
export function deltaText(a: number | null, delta: number | null): string | null {
  if (delta === null) return null;
  if (delta === 0) return '±0';
  const sign = delta > 0 ? '+' : '−';
  const share = a === null || a === 0 ? '' : ` (${sign}${Math.abs((delta / a) * 100).toPrecision(3)} %)`;
  return `${sign}${Number(Math.abs(delta).toPrecision(5))}${share}`;
}
