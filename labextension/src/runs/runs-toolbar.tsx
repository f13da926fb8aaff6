import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunActions } from './run-actions';
import type { RunsModel } from './runs-model';

interface RunsToolbarProps {
  readonly model: RunsModel;
  readonly actions: RunActions;
  readonly trans: TranslationBundle;
}

/** Which runs, and what to do with two of them. */
export function RunsToolbar({ model, actions, trans }: RunsToolbarProps): JSX.Element {
  const { pair } = model;
  return (
    <div className="jp-HeadwaterRuns-toolbar" role="search" aria-label={trans.__('Filter runs')}>
      <input
        type="search"
        className="jp-HeadwaterInput"
        placeholder={trans.__('Filter: parameter, tag, user, status')}
        aria-label={trans.__('Filter runs by parameter, tag, user or status')}
        value={model.text}
        onChange={event => model.setText(event.currentTarget.value)}
      />
      <div className="jp-HeadwaterRuns-choices">
        <select
          aria-label={trans.__('Flows')}
          value={model.allFlows ? 'all' : 'this'}
          onChange={event => model.setAllFlows(event.currentTarget.value === 'all')}
        >
          <option value="this">{trans.__('This notebook’s flow')}</option>
          <option value="all">{trans.__('All flows')}</option>
        </select>
        <select
          aria-label={trans.__('Whose runs')}
          value={model.user ?? ''}
          onChange={event => model.setUser(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        >
          <option value="">{trans.__('Everybody')}</option>
          {model.me !== null && <option value={model.me}>{trans.__('Mine (%1)', model.me)}</option>}
          {model.users
            .filter(user => user !== model.me)
            .map(user => (
              <option key={user} value={user}>
                {user}
              </option>
            ))}
        </select>
      </div>
      <div className="jp-HeadwaterRuns-choices">
        <span className="jp-HeadwaterRuns-count" role="status">
          {countText(model, trans)}
        </span>
        <button
          type="button"
          className="jp-HeadwaterButton"
          disabled={pair === null}
          title={pair === null ? trans.__('Choose two runs by their boxes') : ''}
          onClick={() => pair !== null && actions.compare(pair.a, pair.b)}
        >
          {trans.__('Compare')}
        </button>
      </div>
    </div>
  );
}

function countText({ list, shown, text, chosen }: RunsModel, trans: TranslationBundle): string {
  if (list === null || list.rows.length === 0) return '';
  const picked = chosen.length === 0 ? '' : ` · ${trans.__('%1 chosen', chosen.length)}`;
  if (text.trim() === '') return trans._n('%1 run', '%1 runs', list.total) + picked;
  const of = list.complete ? list.total : trans.__('%1 searched so far', list.rows.length);
  return trans.__('%1 found of %2', shown.length, of) + picked;
}
