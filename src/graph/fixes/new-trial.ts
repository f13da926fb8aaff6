import type { Diagnostic } from '../../diagnostic';
import type { CellChange } from '../../notebook/fix';
import { withChanges } from '../../notebook/change-cells';
import { describeFlow } from '../build-graph';
import type { FlowModel } from '../flow-model';
import { rules } from '../rules';
import { unknownName } from '../rules/unknown-name';
import type { Trial } from './trial';

/** The most trials of one analysis: a notebook with hundreds of errors must not make an editor wait. */
const mostTrials = 24;

/** The rules that matter to a trial: what has no name to be found is the same wherever cells stand. */
const refusing = rules.filter(rule => rule !== unknownName);

/** A trial of changes to the notebook of a model, of which `diagnostics` are known. */
export function newTrial(model: FlowModel, diagnostics: readonly Diagnostic[]): Trial {
  const known = new Set(diagnostics.filter(isError).map(keyOf));
  const tried = new Map<string, readonly Diagnostic[]>();
  return {
    ends: (diagnostic, changes) => {
      const key = JSON.stringify(changes);
      const found = tried.get(key) ?? (tried.size < mostTrials ? diagnosticsAfter(model, changes) : null);
      if (found === null) return false;
      tried.set(key, found);
      return found.every(each => keyOf(each) !== keyOf(diagnostic) && (!isError(each) || known.has(keyOf(each))));
    }
  };
}

function diagnosticsAfter(model: FlowModel, changes: readonly CellChange[]): readonly Diagnostic[] {
  const notebook = withChanges(model.notebook, changes);
  const index = new Map(notebook.cells.map(cell => [cell.id, cell.index]));
  const facts = model.cells
    .map(({ facts: found }) => ({ ...found, index: index.get(found.cell) ?? found.index }))
    .sort((a, b) => a.index - b.index);
  return describeFlow(notebook, facts, model.parameters, { flowName: '', globals: model.globals }, refusing).graph.diagnostics;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** What stays of a diagnostic while cells move: positions are in its message. */
function keyOf({ code, cell, about }: Diagnostic): string {
  return JSON.stringify([code, cell, about]);
}
