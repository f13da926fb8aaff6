import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import { agoText, durationText, exactText } from './run-time';
import { RunStatus } from './run-status';
import { RunTags } from './run-tags';
import type { RunActions } from './runs-panel';
import type { RunsModel } from './runs-model';

interface RunGridRowProps {
  /** Null while it is on its way. */
  readonly row: RunRow | null;
  /** Whether Tab goes into it. */
  readonly isActive: boolean;
  readonly model: RunsModel;
  readonly actions: RunActions;
  readonly trans: TranslationBundle;
}

/** One run of the list. */
export function RunGridRow({ row, isActive, model, actions, trans }: RunGridRowProps): JSX.Element {
  if (row === null) return <span role="gridcell" className="jp-HeadwaterRun-pending">{`… ${trans.__('loading')}`}</span>;
  const tabIndex = isActive ? 0 : -1;
  const isOwn = model.notebook !== null && (!model.allFlows || model.notebook.analysis?.flow === row.flow);
  return (
    <>
      <span role="gridcell" className="jp-HeadwaterRun-box">
        <input
          type="checkbox"
          tabIndex={tabIndex}
          aria-label={trans.__('Choose run %1 to compare', row.id)}
          checked={model.chosen.some(({ pathspec }) => pathspec === row.pathspec)}
          onChange={() => model.choose(row)}
        />
      </span>
      <span role="gridcell" className="jp-HeadwaterRun-main">
        <RunLine row={row} allFlows={model.allFlows} trans={trans} />
        <RunParameters row={row} differing={model.differing.get(row.flow)} />
        {row.problem !== null && <span className="jp-HeadwaterRun-problem">⚠ {row.problem}</span>}
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
      </span>
    </>
  );
}

function RunLine({
  row,
  allFlows,
  trans
}: {
  readonly row: RunRow;
  readonly allFlows: boolean;
  readonly trans: TranslationBundle;
}): JSX.Element {
  const now = Date.now();
  const took = row.finishedAt ?? (row.status === 'running' ? now : null);
  return (
    <span className="jp-HeadwaterRun-line">
      <RunStatus status={row.status} trans={trans} />{' '}
      <time dateTime={new Date(row.createdAt).toISOString()} title={`${row.pathspec}\n${exactText(row.createdAt)}`}>
        {agoText(row.createdAt, now)}
      </time>
      {took !== null && <span> · {durationText(took - row.createdAt)}</span>}
      {row.user !== null && <span> · {row.user}</span>}
      {allFlows && <span> · {row.flow}</span>}
    </span>
  );
}

function RunParameters({
  row,
  differing
}: {
  readonly row: RunRow;
  readonly differing: ReadonlySet<string> | undefined;
}): JSX.Element | null {
  const shown = row.parameters.filter(({ name }) => differing?.has(name) === true);
  if (shown.length === 0) return null;
  return (
    <span className="jp-HeadwaterRun-parameters">
      {shown.map(({ name, text, given }) => (
        <span key={name} data-given={given} title={`${name} = ${text}`}>
          {name}={text}{' '}
        </span>
      ))}
    </span>
  );
}
