import type { CodeVersions, Column } from './comparison';
import { factColumn } from './fact-columns';
import { distinct, letterOf } from './rows';
import type { CellFact, RunFacts } from './run-facts';

const mostCells = 6;

/** What differs in the runs' code. */
export interface ComparedCode {
  readonly columns: readonly Column[];
  readonly versions: readonly CodeVersions[];
  /** True when the code of all runs is known and the same. */
  readonly isSame: boolean;
}

/** Columns of the cells whose code differs: versions by letter, the oldest run has A. Many cells together are one column. */
export function compareCode(runs: readonly RunFacts[]): ComparedCode {
  const order = oldestFirst(runs);
  const known = runs.filter(run => run.cells !== null);
  const cells = runs.map(run => (run.cells === null ? null : new Map(run.cells.map(cell => [cell.id, cell]))));
  const labels = new Map(
    runs
      .toReversed()
      .flatMap(run => run.cells ?? [])
      .map(cell => [cell.id, cell.label])
  );
  const differing = [...labels.keys()].filter(id => {
    const sources = cells.flatMap(each => (each === null ? [] : [each.get(id)?.source ?? null]));
    return distinct(sources) > 1;
  });
  const made = differing.map(id =>
    cellColumn(
      cells.map(each => each?.get(id) ?? null),
      order,
      labels.get(id) ?? id
    )
  );
  const columns =
    made.length > mostCells
      ? [
          joined(
            runs,
            made.map(each => each.column)
          )
        ]
      : made.map(each => each.column);
  return {
    columns,
    versions: made.map(each => each.versions),
    isSame: differing.length === 0 && known.length === runs.length && runs.length > 0
  };
}

function cellColumn(
  cells: readonly (CellFact | null)[],
  order: readonly number[],
  label: string
): { column: Column; versions: CodeVersions } {
  const letters = new Map<string, string>();
  for (const row of order) {
    const source = cells[row]?.source;
    if (source !== undefined && !letters.has(source)) letters.set(source, letterOf(letters.size));
  }
  const values = cells.map(cell => (cell === null ? null : (letters.get(cell.source) ?? null)));
  const column = factColumn('code', label, values, false);
  return { column, versions: { column: column.id, versions: [...letters].map(([source, letter]) => ({ letter, source })) } };
}

/** One letter for each combination of versions. */
function joined(runs: readonly RunFacts[], columns: readonly Column[]): Column {
  const combinations = runs.map((run, row) => (run.cells === null ? null : columns.map(each => String(each.values[row])).join()));
  const letters = new Map<string, string>();
  for (const row of oldestFirst(runs)) {
    const each = combinations[row] ?? null;
    if (each !== null && !letters.has(each)) letters.set(each, letterOf(letters.size));
  }
  return factColumn(
    'code',
    `${columns.length} cells`,
    combinations.map(each => (each === null ? null : (letters.get(each) ?? null))),
    false
  );
}

/** Rows in the order in which their runs were made. */
function oldestFirst(runs: readonly RunFacts[]): number[] {
  const made = (row: number): number => runs[row]?.createdAt ?? 0;
  return runs.map((_, row) => row).sort((a, b) => made(a) - made(b));
}
