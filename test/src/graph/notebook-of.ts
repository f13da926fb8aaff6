import { analyseNotebook } from '../../../src/graph/analyse-notebook';
import type { FlowGraph } from '../../../src/graph/flow-graph';
import { nodeGlobals } from '../../../src/graph/known-globals';
import type { Cell, Notebook } from '../../../src/notebook/cell';

/** A cell in short: its tags by blanks (`md` makes it markdown, `[5]` its execution count), and its source. */
export type ShortCell = readonly [tags: string, source: string, settings?: unknown];

export function notebookOf(cells: readonly ShortCell[], settings: unknown = null): Notebook {
  return { cells: cells.map(cellOf), language: 'typescript', kernelspec: 'tslab', settings, diagnostics: [] };
}

export function graphOf(cells: readonly ShortCell[], settings: unknown = null): FlowGraph {
  return analyseNotebook(notebookOf(cells, settings), { flowName: 'Test', globals: nodeGlobals });
}

/** `HW155 error c1 total`: code, severity, cell, what it is about. */
export function findings(graph: FlowGraph): string[] {
  return graph.diagnostics.map(({ code, severity, cell, about }) => [code, severity, cell ?? '-', about ?? '-'].join(' '));
}

/** `load -> train: df, rows`. */
export function edgesOf(graph: FlowGraph): string[] {
  return graph.edges.map(({ from, to, variables }) => `${from} -> ${to}: ${variables.join(', ')}`);
}

function cellOf([tags, source, settings = null]: ShortCell, index: number): Cell {
  const words = tags.split(' ').filter(word => word !== '');
  const count = words.find(word => /^\[\d+\]$/.test(word));
  return {
    id: `c${index}`,
    index,
    kind: words.includes('md') ? 'markdown' : 'code',
    source,
    tags: words.filter(word => word !== 'md' && word !== count),
    settings,
    executionCount: count === undefined ? null : Number(count.slice(1, -1))
  };
}
