import type { RandomCell } from './random-notebook';

/** Leaves out lines of a notebook, many at once and then fewer, as long as it `differs`; at most `attempts` tries. */
export async function shrink(
  cells: readonly RandomCell[],
  differs: (cells: readonly RandomCell[]) => Promise<boolean>,
  attempts: number
): Promise<readonly RandomCell[]> {
  let best = cells;
  let left = attempts;
  for (const size of [8, 4, 2, 1])
    for (let at = 0; at < countLines(best) && left > 0; left--) {
      const candidate = withoutLines(best, at, size);
      if (await differs(candidate)) best = candidate;
      else at += size;
    }
  return best;
}

/** A notebook as text, to be read by a person. */
export function describeCells(cells: readonly RandomCell[]): string {
  const shown = cells.filter(cell => cell.lines.length > 0 && !cell.lines.some(line => line.includes('function dump(')));
  return shown.map(cell => [`--- ${cell.step ?? cell.tags?.[0] ?? 'scratch'}`, ...cell.lines].join('\n')).join('\n');
}

function countLines(cells: readonly RandomCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.lines.length, 0);
}

/** Cells without any lines are left out: a step must have code. */
function withoutLines(cells: readonly RandomCell[], from: number, size: number): RandomCell[] {
  let at = 0;
  const isKept = (): boolean => {
    const index = at++;
    return index < from || index >= from + size;
  };
  return cells.map(cell => ({ ...cell, lines: cell.lines.filter(isKept) })).filter(cell => cell.lines.length > 0);
}
