import type { Diagnostic } from '../diagnostic';
import { firstDeviation, variableIn } from './compare';
import { errorLine, type Reference, type ScratchTrace } from './reference';
import type { ScratchRemark } from './verify-report';

/** Which variables of steps would be others if the scratch cells were run too, and which of those cells does it, where that can be told. */
export function scratchRemarks(reference: Reference, traced: Reference): ScratchRemark[] {
  return reference.steps.flatMap(({ step, description }) => {
    const other = traced.steps.find(each => each.step === step);
    if (other === undefined) return [];
    return description.variables.flatMap(({ name }) => {
      const found = firstDeviation(variableIn(description, name), variableIn(other.description, name));
      if (found === null) return [];
      return [{ step, variable: name, path: found.path, without: found.left, with: found.right, cell: culprit(name, traced.scratch) }];
    });
  });
}

/** The scratch cells that fail in the kernel, and what fails because of them, as remarks. */
export function failedScratch(traced: Reference | null): Diagnostic[] {
  if (traced === null) return [];
  const { failed, failure } = traced;
  const own = failed.map(({ cell, index, message }) =>
    remark(cell, index, `Scratch cell ${index + 1} fails when the notebook is run from top to bottom: ${message}`)
  );
  if (failure === null) return own;
  return [
    ...own,
    remark(null, failure.index, `If the scratch cells ran too, cell ${failure.index + 1} would fail: ${errorLine(failure.said)}`)
  ];
}

function remark(cell: string | null, index: number, message: string): Diagnostic {
  const hint = 'Scratch cells are not part of the flow; what they would change from there on cannot be told.';
  return { code: 'HW366', severity: 'info', cell, range: null, message, hint, about: `cell ${index + 1}` };
}

/** The first scratch cell after which the variable is another than before it. */
function culprit(name: string, traces: readonly ScratchTrace[]): number | null {
  const found = traces.find(({ before, after }) => firstDeviation(variableIn(before, name), variableIn(after, name)) !== null);
  return found === undefined ? null : found.index + 1;
}
