import { edgeOf } from './edge';
import { stepOf } from './flow-cells';
import type { Edge, EdgeUse } from './flow-graph';
import type { Resolution, ResolvedRead } from './resolve-names';

/** The edges between steps: for each pair the variables that the later one reads in the version of the earlier one. */
export function collectEdges(resolution: Resolution): Edge[] {
  const edges = new Map<string, { readonly from: string; readonly to: string; readonly uses: Map<string, EdgeUse> }>();
  for (const read of resolution.reads) {
    const [from, to] = [writerOf(read), stepOf(read.reader)];
    if (from === null || to === null || from === to) continue;
    const key = `${from}\0${to}`;
    const edge = edges.get(key) ?? { from, to, uses: new Map<string, EdgeUse>() };
    edges.set(key, edge);
    if (!edge.uses.has(read.name)) edge.uses.set(read.name, inferred(read));
  }
  return [...edges.values()].map(({ from, to, uses }) => edgeOf(from, to, [...uses.values()]));
}

function writerOf({ source }: ResolvedRead): string | null {
  if (source.kind === 'value') return stepOf(source.cell);
  return source.kind === 'definition' && source.state !== null ? stepOf(source.state) : null;
}

function inferred({ name, reader, range }: ResolvedRead): EdgeUse {
  return { name, kind: 'variable', evidence: 'inferred', cell: reader.cell.id, range, run: null };
}
