import { createHash } from 'node:crypto';
import type { FlowGraph, StepNode } from '../graph/flow-graph';
import type { CellCode, NotebookCode } from '../language/code';

/** What tells whether code is the same as in an earlier run: lower-case hex sha1 of what is compiled, so that a comment changes nothing. */
export interface CodeHashes {
  /** By step name: the code of its cells, its kind and its environment. */
  readonly steps: Readonly<Record<string, string>>;
  /** The parameters and setup cells together. */
  readonly setup: string;
}

/** Hashes of a flow's code. What cells define for other steps is part of a step's hash only for the cells that are its own. */
export function codeHashes(code: NotebookCode, graph: FlowGraph): CodeHashes {
  const byId = new Map(code.cells.map(cell => [cell.cell, cell]));
  const hashCells = (ids: readonly string[], more: unknown): string => {
    const cells = ids.flatMap(id => byId.get(id) ?? []).map(hashedParts);
    return createHash('sha1')
      .update(JSON.stringify([cells, more]))
      .digest('hex');
  };
  return {
    steps: Object.fromEntries(graph.steps.map(step => [step.name, hashCells(step.cells, settingsOf(step))])),
    setup: hashCells(graph.setup, null)
  };
}

/** Only what can change a step's result; its environment in the order of the names. */
function settingsOf({ kind, settings }: StepNode): unknown {
  return [kind, Object.entries(settings.environment ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))];
}

/** A cell's place in the notebook counts only where it is part of an address: of a definition or of a contested name. */
function hashedParts({ index, body, declares, contested, definitions, foreach }: CellCode): unknown {
  return [
    contested.length + definitions.length > 0 ? index : null,
    body,
    declares,
    contested,
    definitions.map(each => [each.name, each.kind, each.expression, each.module]),
    foreach === null ? null : [foreach.split, foreach.item, foreach.join]
  ];
}
