import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';
import type { StepProgressRow } from '../../../src/server/api/run';
import type { PlacedGraph } from './graph-model';
import { stateText, takesText } from './step-text';

/** The graph as a table of steps and what flows into each. */
export interface GraphListProps {
  readonly graph: PlacedGraph;
  readonly states: ReadonlyMap<string, StepProgressRow>;
  readonly criticalPath: readonly string[];
  readonly activeStep: string | null;
  readonly trans: TranslationBundle;
  open(step: string): void;
}

/** The text alternative of the drawing. */
export function GraphList({ graph, states, criticalPath, activeStep, trans, open }: GraphListProps): ReactElement {
  const now = Date.now();
  return (
    <table className="jp-HeadwaterGraph-list">
      <thead>
        <tr>
          <th scope="col">{trans.__('Step')}</th>
          <th scope="col">{trans.__('Cells')}</th>
          <th scope="col">{trans.__('What flows in')}</th>
          <th scope="col">{trans.__('State')}</th>
        </tr>
      </thead>
      <tbody>
        {graph.laid.steps.map(({ step }) => {
          const state = states.get(step.name);
          const items = state?.items ?? null;
          return (
            <tr key={step.name} aria-current={step.name === activeStep}>
              <th scope="row">
                <button type="button" onClick={() => open(step.name)}>
                  {step.name}
                </button>
                {step.title === null ? null : <div className="jp-HeadwaterGraph-listNote">{step.title}</div>}
                {step.kind === 'foreach' ? <div className="jp-HeadwaterGraph-listNote">foreach</div> : null}
              </th>
              <td>{step.cells.length}</td>
              <td>{takesText(step.name, graph.edges, trans)}</td>
              <td>
                {stateText(state, now, trans)}
                {items === null ? null : <div>{trans.__('%1 of %2 items', items.done, items.total)}</div>}
                {criticalPath.includes(step.name) ? <div>⚑ {trans.__('on the critical path')}</div> : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
