import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunActions } from './run-actions';
import type { RunsModel } from './runs-model';
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
      {problem !== null && <Problem problem={problem} trans={trans} />}
      {list !== null && list.rows.length > 0 ? (
        <RunGrid model={model} list={list} actions={actions} trans={trans} />
      ) : (
        problem === null && <p className="jp-HeadwaterEmpty">{emptyText(model, trans)}</p>
      )}
    </>
  );
}

function Problem({ problem, trans }: { readonly problem: object; readonly trans: TranslationBundle }): JSX.Element {
  const [message, hint] = (['message', 'hint'] as const).map(name => {
    const text: unknown = Reflect.get(problem, name);
    return typeof text === 'string' ? text : '';
  });
  return (
    <p className="jp-HeadwaterTrouble" role="alert">
      <span aria-hidden="true">⚠ </span>
      {message} {hint} {trans.__('What is listed here is what was known before.')}
    </p>
  );
}

function emptyText({ notebook, list, user }: RunsModel, trans: TranslationBundle): string {
  if (notebook === null) return trans.__('Open a notebook to see the runs of its flow.');
  if (list === null && !notebook.on)
    return trans.__('This notebook is not a flow yet: press Flow in its toolbar. Or show the runs of all flows.');
  if (list === null || list.loading) return trans.__('Looking for runs…');
  if (user !== null) return trans.__('%1 has no runs here.', user);
  return trans.__('No runs yet: press Run in the notebook’s toolbar. Each run is kept here, with its code, its values and its outputs.');
}
