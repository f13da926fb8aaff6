import { stepOf } from './flow-cells';
import type { Edge } from './flow-graph';
import type { Resolution, ResolvedRead } from './resolve-names';

/** The edges between steps: for each pair the variables that the later one reads in the version of the earlier one. */
export function collectEdges(resolution: Resolution): Edge[] {
  const edges = new Map<string, ResolvedRead[]>();
  for (const read of resolution.reads) {
    const [from, to] = [writerOf(read), stepOf(read.reader)];
    if (from === null || to === null || from === to) continue;
    const key = `${from}\0${to}`;
    const known = edges.get(key);
    if (known === undefined) edges.set(key, [read]);
    else known.push(read);
  }
  return [...edges].map(([key, reads]) => edge(key, reads));
}

function writerOf({ source }: ResolvedRead): string | null {
  if (source.kind === 'value') return stepOf(source.cell);
  return source.kind === 'definition' && source.state !== null ? stepOf(source.state) : null;
}

function edge(key: string, reads: readonly ResolvedRead[]): Edge {
  const [from = '', to = ''] = key.split('\0');
  const first = reads[0];
  return Object.freeze({
    from,
    to,
    variables: [...new Set(reads.map(each => each.name))],
    evidence: 'inferred',
    cell: first?.reader.cell.id ?? null,
    range: first?.range ?? null
  });
}
