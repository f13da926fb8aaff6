import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunActions } from './run-actions';
import type { RunsModel } from './runs-model';
import { emptyRunsText } from './empty-runs';
import { RunGrid } from './run-grid';
import { RunsToolbar } from './runs-toolbar';

/** The side panel of all runs. */
export class RunsPanel extends ReactWidget {
  private readonly _model: RunsModel;
  private readonly _actions: RunActions;
  private readonly _trans: TranslationBundle;

  constructor(model: RunsModel, actions: RunActions, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterRuns');
    this._model = model;
    this._actions = actions;
    this._trans = trans;
  }

  protected override onAfterShow(): void {
    this._model.setActive(true);
  }

  protected override onAfterHide(): void {
    this._model.setActive(false);
  }

  protected override onActivateRequest(): void {
    this.node.querySelector<HTMLElement>('input[type=search]')?.focus();
  }

  protected override render(): JSX.Element {
    const model = this._model;
    return (
      <UseSignal signal={model.changed}>
        {() => (
          <>
            <RunsToolbar model={model} actions={this._actions} trans={this._trans} />
            <Runs model={model} actions={this._actions} trans={this._trans} />
          </>
        )}
      </UseSignal>
    );
  }
}

interface RunsProps {
  readonly model: RunsModel;
  readonly actions: RunActions;
  readonly trans: TranslationBundle;
}

function Runs({ model, actions, trans }: RunsProps): JSX.Element {
  const { list } = model;
  const problem = list?.error ?? (model.server.state.up ? null : model.server.state.error);
  return (
    <>
      {problem !== null && <Problem problem={problem} isListed={list !== null && list.rows.length > 0} trans={trans} />}
      {list !== null && list.rows.length > 0 ? (
        <RunGrid model={model} list={list} actions={actions} trans={trans} />
      ) : (
        problem === null && <p className="jp-HeadwaterEmpty">{emptyRunsText(model, trans)}</p>
      )}
    </>
  );
}

interface ProblemProps {
  readonly problem: object;
  /** Whether runs are listed below. */
  readonly isListed: boolean;
  readonly trans: TranslationBundle;
}

function Problem({ problem, isListed, trans }: ProblemProps): JSX.Element {
  const [message, hint] = (['message', 'hint'] as const).map(name => {
    const text: unknown = Reflect.get(problem, name);
    return typeof text === 'string' ? text : '';
  });
  return (
    <p className="jp-HeadwaterTrouble" role="alert">
      <span aria-hidden="true">⚠ </span>
      {message} {hint} {isListed && trans.__('What is listed here is what was known before.')}
    </p>
  );
}
