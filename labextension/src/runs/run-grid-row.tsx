import type { TranslationBundle } from '@jupyterlab/translation';
import { memo, type JSX } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import { durationText } from '../../../src/duration-text';
import { agoText, exactText } from './run-time';
import { RunStatus } from './run-status';
import { RunTags } from './run-tags';
import type { RunActions } from './run-actions';
import type { RunsModel } from './runs-model';

interface RunGridRowProps {
  /** Null while it is on its way. */
  readonly row: RunRow | null;
  /** Whether Tab goes into it. */
  readonly isActive: boolean;
  readonly isChosen: boolean;
  /** Whether it can be shown under the cells of the current notebook. */
  readonly isOwn: boolean;
  /** Names of parameters that tell the flow's runs apart. */
  readonly differing: ReadonlySet<string> | undefined;
  /** The time: how long ago a run was is told anew when it changes. */
  readonly minute: number;
  readonly model: RunsModel;
  readonly actions: RunActions;
  readonly trans: TranslationBundle;
}

/** One run of the list; drawn anew only when something of it changes. */
export const RunGridRow = memo(DrawnRow);

function DrawnRow({ row, isActive, isChosen, isOwn, differing, model, actions, trans }: RunGridRowProps): JSX.Element {
  if (row === null) return <span role="gridcell" className="jp-HeadwaterRun-pending">{`… ${trans.__('loading')}`}</span>;
  const tabIndex = isActive ? 0 : -1;
  return (
    <>
      <span role="gridcell" className="jp-HeadwaterRun-box">
        <input
          type="checkbox"
          tabIndex={tabIndex}
          aria-label={trans.__('Choose run %1 to compare', row.id)}
          checked={isChosen}
          onChange={() => model.choose(row)}
        />
      </span>
      <span role="gridcell" className="jp-HeadwaterRun-main">
        <RunLine row={row} trans={trans} />
        {row.problem === null && <RunFacts row={row} allFlows={model.allFlows} differing={differing} />}
        {row.problem !== null && (
          <span className="jp-HeadwaterRun-problem" title={row.problem}>
            ⚠ {row.problem}
          </span>
        )}
      </span>
      <span role="gridcell" className="jp-HeadwaterRun-tags">
        <RunTags row={row} tabIndex={tabIndex} model={model} trans={trans} />
      </span>
      <span role="gridcell" className="jp-HeadwaterRun-actions">
        {isOwn && (
          <button type="button" tabIndex={tabIndex} className="jp-HeadwaterLink" onClick={() => actions.lookBack(row)}>
            {trans.__('Look back')}
          </button>
        )}
        <button type="button" tabIndex={tabIndex} className="jp-HeadwaterLink" onClick={() => actions.open(row)}>
          {trans.__('Open')}
        </button>
        <button
          type="button"
          tabIndex={tabIndex}
          className="jp-HeadwaterLink"
          title={trans.__('Compare with the run that is chosen, else with the one before')}
          onClick={() => compareOne(model, actions, row)}
        >
          {trans.__('Compare')}
        </button>
      </span>
    </>
  );
}

/** Shows a run beside the chosen one or the one before it; the oldest has none. */
export function compareOne(model: RunsModel, actions: RunActions, row: RunRow): void {
  const pair = model.pairOf(row);
  if (pair !== null) actions.compare(pair.a, pair.b);
}

function RunLine({ row, trans }: { readonly row: RunRow; readonly trans: TranslationBundle }): JSX.Element {
  return (
    <span className="jp-HeadwaterRun-line">
      <RunStatus status={row.status} trans={trans} /> ·{' '}
      <time dateTime={new Date(row.createdAt).toISOString()} title={`${row.pathspec}\n${exactText(row.createdAt)}`}>
        {agoText(row.createdAt, Date.now())}
      </time>
    </span>
  );
}

interface RunFactsProps {
  readonly row: RunRow;
  readonly allFlows: boolean;
  readonly differing: ReadonlySet<string> | undefined;
}

/** How long, who, which flow, and what it was given that others were not. */
function RunFacts({ row, allFlows, differing }: RunFactsProps): JSX.Element {
  const took = row.finishedAt ?? (row.status === 'running' ? Date.now() : null);
  const facts = [took === null ? null : durationText(took - row.createdAt), row.user, allFlows ? row.flow : null].filter(
    each => each !== null
  );
  const shown = row.parameters.filter(({ name }) => differing?.has(name) === true);
  const text = shown.map(({ name, text }) => `${name} = ${text}`).join('\n');
  return (
    <span className="jp-HeadwaterRun-facts" title={text}>
      {facts.join(' · ')}{' '}
      {shown.map(({ name, text, given }) => (
        <code key={name} data-given={given}>
          {name}={text}{' '}
        </code>
      ))}
    </span>
  );
}
