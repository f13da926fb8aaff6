import { thingText } from '../graph/evidence-text';
import type { Edge, EdgeUse, Evidence, FlowGraph } from '../graph/flow-graph';
import type { Notebook } from '../notebook/cell';
import { plain } from './run-rows';
import { styled, type Terminal } from './terminal';
import { textTable } from './text-table';

/** What each step takes from which other, a line for each evidence, with the place where it is read and the run that showed it. No line feed at the end. */
export function formatEdges({ edges }: Pick<FlowGraph, 'edges'>, notebook: Notebook, terminal: Terminal): string {
  const hasRun = edges.some(edge => edge.uses.some(use => use.run !== null));
  const columns = [{ title: 'edge' }, { title: 'takes' }, { title: 'evidence' }, { title: 'read in' }, { title: 'run' }];
  const shown = hasRun ? columns : columns.slice(0, -1);
  const rows = edges.flatMap(edge => rowsOf(edge, notebook, terminal)).map(row => row.slice(0, shown.length));
  return textTable(shown, rows, terminal).replace(/^ /gm, '').trimEnd();
}

function rowsOf(edge: Edge, notebook: Notebook, terminal: Terminal): string[][] {
  return order.flatMap(evidence => {
    const uses = edge.uses.filter(use => use.evidence === evidence);
    if (uses.length === 0) return [];
    const [sign, style] = looks[evidence];
    const names = plain(uses.map(thingText).join(', '));
    return [
      [`${edge.from} → ${edge.to}`, names, styled(style, `${sign} ${evidence}`, terminal), placesOf(uses, notebook), uses[0]?.run ?? '']
    ];
  });
}

const order: readonly Evidence[] = ['inferred', 'confirmed', 'learned', 'refuted'];

/** Told apart by shape as well as colour. */
const looks: Readonly<Record<Evidence, readonly [string, Parameters<typeof styled>[0]]>> = {
  inferred: ['·', 'dim'],
  confirmed: ['✓', 'green'],
  learned: ['+', 'cyan'],
  refuted: ['✗', 'yellow']
};

/** `cell 4, lines 1, 3; cell 5`: where the names are first read. */
function placesOf(uses: readonly EdgeUse[], notebook: Notebook): string {
  const lines = new Map<number, Set<number>>();
  for (const { cell, range } of uses) {
    const index = notebook.cells.find(each => each.id === cell)?.index;
    if (index === undefined) continue;
    const known = lines.get(index + 1) ?? new Set();
    if (range !== null) known.add(range.startLine + 1);
    lines.set(index + 1, known);
  }
  return [...lines]
    .map(([cell, at]) => `cell ${cell}${at.size === 0 ? '' : `, line${at.size === 1 ? '' : 's'} ${[...at].join(', ')}`}`)
    .join('; ');
}
