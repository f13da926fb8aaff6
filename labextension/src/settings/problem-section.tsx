import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import type { StepActions, StepPlace } from '../cells/step-actions';
import { severitySigns } from '../cells/strip-view';
import { revealCell } from '../flow/reveal-cell';
import { adviceOf } from '../diagnostics/advice';

/** All problems of a notebook, in notebook order: a click goes to the cell, a button applies a fix. */
export function ProblemSection({
  place,
  actions,
  explain,
  trans
}: {
  readonly place: StepPlace;
  readonly actions: StepActions;
  readonly explain: (code: string) => void;
  readonly trans: TranslationBundle;
}): ReactElement {
  const problems = place.model.problems.all;
  const order = new Map(place.model.live.cells.map(cell => [cell.id, cell.index + 1]));
  return (
    <section aria-label={trans.__('Problems')}>
      <h2 className="jp-HeadwaterStepPanel-title">{trans.__('Problems (%1)', problems.length)}</h2>
      {problems.length === 0 ? <p className="jp-HeadwaterStepPanel-text">{noneText(place, trans)}</p> : null}
      <ul className="jp-HeadwaterProblems">
        {problems.slice(0, most).map((problem, index) => (
          <li key={index} className="jp-HeadwaterProblem" data-severity={problem.severity}>
            <span className="jp-HeadwaterProblem-sign">{severitySigns[problem.severity]}</span>
            <button
              type="button"
              className="jp-HeadwaterProblem-cell"
              onClick={() => goTo(place, problem)}
              disabled={problem.cell === null}
            >
              {problem.cell === null ? trans.__('Notebook') : trans.__('Cell %1', order.get(problem.cell) ?? '?')}
            </button>
            <span className="jp-HeadwaterProblem-message">{problem.message}</span>
            <button
              type="button"
              className="jp-HeadwaterProblem-code"
              title={trans.__('Explain %1', problem.code)}
              onClick={() => explain(problem.code)}
            >
              {problem.code}
            </button>
            <span className="jp-HeadwaterProblem-hint">{adviceOf(problem)}</span>
            {problem.fixes.map(fix => (
              <button
                key={fix.title}
                type="button"
                className="jp-HeadwaterProblem-fix"
                onClick={() => void actions.fix(place.flow, problem.code, fix.title, problem.cell)}
              >
                {fix.title}
              </button>
            ))}
          </li>
        ))}
      </ul>
      {problems.length > most ? <p className="jp-HeadwaterStepPanel-text">{trans.__('And %1 more.', problems.length - most)}</p> : null}
    </section>
  );
}

function noneText({ flow }: StepPlace, trans: TranslationBundle): string {
  if (flow.analysis === null) return flow.failure === null ? trans.__('Reading the notebook…') : flow.failure.message;
  return trans.__('None: nothing is in the way of a run.');
}

/** Problems that are listed at most; a person mends the first ones first. */
const most = 100;

function goTo({ panel }: StepPlace, { cell, range }: DiagnosticWithFixes): void {
  if (cell !== null) void revealCell(panel, cell, range?.startLine ?? null);
}
