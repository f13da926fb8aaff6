import { isDeepStrictEqual } from 'node:util';
import type { FlowGraph } from '../graph/flow-graph';
import type { CellFacts } from '../language/language';
import type { RunParameter } from '../run/parameter-values';

/**
 * Names that the parameters and setup cells make and that may have another value when parameters have: those parameters, and every value that
 * a cell makes which does more than define. `all`: the cells change something else too, or make a class from such a name.
 */
export function changedSetup(graph: FlowGraph, before: readonly RunParameter[], now: readonly RunParameter[]): ReadonlySet<string> | 'all' {
  const changed = now.filter(each => !before.some(other => other.name === each.name && isDeepStrictEqual(other.value, each.value)));
  if (changed.length === 0) return new Set();
  const cells = graph.facts.filter(facts => graph.setup.includes(facts.cell));
  const unchanged = new Set(now.filter(each => !changed.includes(each)).map(each => each.name));
  const made = new Set(cells.flatMap(cell => cell.writes.map(each => each.name)));
  if (cells.some(cell => cell.mutates.some(each => !made.has(each.name)))) return 'all';
  const names = new Set([...changed.map(each => each.name), ...[...made].filter(name => !unchanged.has(name))]);
  return cells.some(cell => hasState(cell, names)) ? 'all' : names;
}

/** A class or namespace may have taken a value into itself as it was made. */
function hasState({ definitions }: CellFacts, names: ReadonlySet<string>): boolean {
  return definitions.some(
    ({ kind, reads }) => (kind === 'class' || kind === 'namespace' || kind === 'enum') && reads.some(name => names.has(name))
  );
}
