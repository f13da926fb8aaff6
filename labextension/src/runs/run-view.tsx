import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { RunNotebook, VariableRow } from '../../../src/server/api/look-back';
import type { RunDetail as Detail, RunRow } from '../../../src/server/api/run';
import { CardList, type DrawCard } from './card-list';
import type { RunDetail } from './run-detail';
import { RunStatus } from './run-status';
import { durationText } from '../../../src/duration-text';
import { exactText } from './run-time';
import { Tabs } from './tabs';
import { TaskList } from './task-list';
import { TimelineView } from './timeline-view';

/** What can be done from an open run. */
export interface RunViewActions {
  readonly openVariable: (variable: VariableRow, anchor: HTMLElement) => void;
  readonly compare: () => void;
  readonly drawCard: DrawCard;
}

/** A run in the main area: how it went, task by task. */
export class RunView extends ReactWidget {
  private readonly _model: RunDetail;
  private readonly _actions: RunViewActions;
  private readonly _trans: TranslationBundle;

  constructor(model: RunDetail, actions: RunViewActions, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterRunView');
    this._model = model;
    this._actions = actions;
    this._trans = trans;
    void model.open();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    super.dispose();
    this._model.dispose();
  }

  protected override render(): JSX.Element {
    return <UseSignal signal={this._model.changed}>{() => this._content()}</UseSignal>;
  }

  private _content(): JSX.Element {
    const { detail, error } = this._model;
    const trans = this._trans;
    return (
      <>
        {error !== null && (
          <p className="jp-HeadwaterTrouble" role="alert">
            ⚠ {error.message}
          </p>
        )}
        {detail === null ? (
          error === null && <p className="jp-HeadwaterEmpty">{trans.__('Loading the run…')}</p>
        ) : (
          <RunPage model={this._model} detail={detail} actions={this._actions} trans={trans} />
        )}
      </>
    );
  }
}

interface RunPageProps {
  readonly model: RunDetail;
  readonly detail: Detail;
  readonly actions: RunViewActions;
  readonly trans: TranslationBundle;
}

function RunPage({ model, detail, actions, trans }: RunPageProps): JSX.Element {
  const { run, error } = detail;
  return (
    <>
      <header>
        <h2>{run.pathspec}</h2>
        <p>
          <RunStatus status={run.status} trans={trans} /> · <time>{exactText(run.createdAt)}</time>
          {run.finishedAt !== null && <> · {durationText(run.finishedAt - run.createdAt)}</>}
          {run.user !== null && <> · {run.user}</>} ·{' '}
          <button type="button" className="jp-HeadwaterLink" onClick={actions.compare}>
            {trans.__('Compare…')}
          </button>
        </p>
        {error !== null && (
          <p className="jp-HeadwaterTrouble">
            <span aria-hidden="true">✕ </span>
            {error.message} {error.hint}
          </p>
        )}
        <Parameters run={run} trans={trans} />
      </header>
      <Tabs
        label={trans.__('Parts of the run')}
        tabs={[
          {
            name: 'timeline',
            label: trans.__('Timeline'),
            render: () => <TimelineView tasks={detail.tasks} criticalPath={model.criticalPath} trans={trans} />
          },
          {
            name: 'tasks',
            label: trans.__('Tasks, variables, logs'),
            render: () => <TaskList model={model} tasks={detail.tasks} openVariable={actions.openVariable} trans={trans} />
          },
          {
            name: 'cards',
            label: trans.__('Cards'),
            render: () => <CardList model={model} tasks={detail.tasks} drawCard={actions.drawCard} trans={trans} />
          },
          { name: 'code', label: trans.__('Code'), render: () => <Code model={model} trans={trans} /> },
          { name: 'circumstances', label: trans.__('Circumstances'), render: () => <Circumstances detail={detail} trans={trans} /> }
        ]}
      />
    </>
  );
}

function Parameters({ run, trans }: { readonly run: RunRow; readonly trans: TranslationBundle }): JSX.Element | null {
  if (run.parameters.length === 0) return null;
  return (
    <dl className="jp-HeadwaterList" aria-label={trans.__('Parameters')}>
      {run.parameters.map(({ name, text, given }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {text} {!given && <small>({trans.__('default')})</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Circumstances({ detail, trans }: { readonly detail: Detail; readonly trans: TranslationBundle }): JSX.Element {
  const { run, circumstances } = detail;
  const rows = [...circumstances, { name: trans.__('System tags'), text: run.systemTags.join(', ') }];
  return (
    <dl className="jp-HeadwaterList">
      {rows.map(({ name, text }, at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Code({ model, trans }: { readonly model: RunDetail; readonly trans: TranslationBundle }): JSX.Element {
  const [notebook, setNotebook] = useState<RunNotebook | Error | null>(null);
  useEffect(() => {
    model.notebook().then(setNotebook, (error: Error) => setNotebook(error));
  }, [model]);
  if (notebook === null) return <p className="jp-HeadwaterEmpty">{trans.__('Loading…')}</p>;
  if (notebook instanceof Error) return <p className="jp-HeadwaterTrouble">⚠ {notebook.message}</p>;
  return (
    <ol className="jp-HeadwaterCode">
      {notebook.cells.map(cell => (
        <li key={cell.id}>
          {cell.step !== null && <span>{cell.step}</span>}
          <pre tabIndex={0}>{cell.source}</pre>
        </li>
      ))}
    </ol>
  );
}
