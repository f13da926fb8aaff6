import type { Cell, Column, Comparison } from '../../../src/comparison/comparison';
import { cellText } from '../../../src/comparison/cell-value';

/** What a table is sorted by: a column's id, or `run`, `status`, `time`. */
export interface SortedBy {
  readonly column: string;
  readonly descending: boolean;
}

/** What a person has chosen in a table. */
export interface TableChoice {
  readonly sortedBy: SortedBy | null;
  readonly filter: string;
  /** Pathspecs. */
  readonly pinned: ReadonlySet<string>;
}

/** The rows to show, in order: pinned ones first and always, then those that the filter lets through. What is missing is last in either direction. */
export function orderedRows(comparison: Comparison, { sortedBy, filter, pinned }: TableChoice): number[] {
  const accepts = filterOf(comparison, filter);
  const isPinned = (row: number): boolean => pinned.has(comparison.runs[row]?.pathspec ?? '');
  const rows = comparison.runs.map((_, row) => row).filter(row => isPinned(row) || accepts(row));
  const sorted = sortedBy === null ? rows : sortRows(rows, row => sortCell(comparison, sortedBy.column, row), sortedBy.descending);
  return [...sorted.filter(isPinned), ...sorted.filter(row => !isPinned(row))];
}

function sortRows(rows: readonly number[], cellOf: (row: number) => Cell, descending: boolean): number[] {
  const turn = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [cellOf(a), cellOf(b)];
    const rank = rankOf(left) - rankOf(right);
    if (rank !== 0 || left === null || right === null) return rank;
    if (typeof left === 'number' && typeof right === 'number') return turn * (left - right);
    return turn * String(left).localeCompare(String(right), 'en', { numeric: true });
  });
}

/** Numbers, then texts, then nothing. */
function rankOf(cell: Cell): number {
  return cell === null ? 2 : typeof cell === 'number' ? 0 : 1;
}

function sortCell({ runs, columns }: Comparison, id: string, row: number): Cell {
  const run = runs[row];
  if (id === 'run') return run?.createdAt ?? null;
  if (id === 'status') return run?.status ?? null;
  if (id === 'time') return run?.seconds ?? null;
  return columns.find(each => each.id === id)?.values[row] ?? null;
}

/** Words that all must be there: `lr>0.1` and the like compare a column's numbers, anything else is looked for in the row's texts. */
export function filterOf(comparison: Comparison, filter: string): (row: number) => boolean {
  const conditions = filter
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => conditionOf(comparison, word));
  return row => conditions.every(accepts => accepts(row));
}

function conditionOf(comparison: Comparison, word: string): (row: number) => boolean {
  const [, name, operator, text] = /^(.+?)(<=|>=|!=|=|<|>)(.+)$/.exec(word) ?? [];
  const column = comparison.columns.find(each => each.name === name);
  if (column !== undefined && operator !== undefined && text !== undefined) return row => holds(column, row, operator, text);
  const wanted = word.toLowerCase();
  return row => textsOf(comparison, row).some(each => each.toLowerCase().includes(wanted));
}

function holds(column: Column, row: number, operator: string, text: string): boolean {
  const value = column.values[row] ?? null;
  const wanted = Number(text);
  if (operator === '=') return typeof value === 'number' ? value === wanted : value === text;
  if (operator === '!=') return typeof value === 'number' ? value !== wanted : value !== text;
  if (typeof value !== 'number' || Number.isNaN(wanted)) return false;
  if (operator === '<') return value < wanted;
  if (operator === '>') return value > wanted;
  return operator === '<=' ? value <= wanted : value >= wanted;
}

function textsOf({ runs, columns }: Comparison, row: number): string[] {
  const run = runs[row];
  const own = run === undefined ? [] : [run.pathspec, run.status, ...run.tags];
  return [...own, ...columns.map(each => cellText(each.values[row] ?? null))];
}
