import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type ReactElement } from 'react';
import type { StepProgressRow } from '../../../src/server/api/run';
import type { ServerState } from '../server/server-token';
import { LogLines } from './log-lines';
import { everything, type LogQuery } from './log-selection';
import type { RunLog } from './run-log';

/** What the panel shows. */
export interface LogViewProps {
  /** Null while there is no run. */
  readonly log: RunLog | null;
  /** What to show at first. */
  readonly first: Pick<LogQuery, 'step' | 'index'>;
  /** The run's steps; empty while not known. */
  readonly steps: readonly StepProgressRow[];
  readonly isRunning: boolean;
  readonly server: ServerState;
  readonly trans: TranslationBundle;
  /** Loads a task's inputs into the notebook's kernel; null where that cannot be. */
  readonly openHere: ((step: string, index: number | null) => void) | null;
}

/** The logs of a run: a line of filters and the lines. */
export function LogView({ log, ...props }: LogViewProps): ReactElement {
  if (log === null)
    return <Note text={props.trans.__('Nothing has run yet. What the steps of a run print is shown here while they print it.')} />;
  return <OpenLog key={`${log.pathspec} ${props.first.step ?? ''} ${props.first.index ?? ''}`} log={log} {...props} />;
}

function OpenLog({ log, first, steps, isRunning, server, trans, openHere }: LogViewProps & { readonly log: RunLog }): ReactElement {
  const version = useFrames(log);
  const [query, setQuery] = useState<LogQuery>({ ...everything, ...first });
  const [isFollowing, setFollowing] = useState(true);
  const [hit, setHit] = useState<number | null>(null);
  if (log.selection.query !== query) log.selection.setQuery(query);
  else log.selection.update();
  const { hits, shown } = log.selection;
  const change = (part: Partial<LogQuery>): void => {
    setQuery({ ...query, ...part });
    setHit(null);
  };
  const go = (by: number): void => {
    if (hits.length === 0) return;
    setFollowing(false);
    setHit(hit === null ? (by > 0 ? 0 : hits.length - 1) : (hit + by + hits.length) % hits.length);
  };
  return (
    <div className="jp-HeadwaterLog-view">
      <Filters {...{ query, change, steps, trans }} />
      <Search {...{ query, change, go, trans }} count={hits.length} hit={hit} />
      <div className="jp-HeadwaterLog-tools">
        <label>
          <input type="checkbox" checked={isFollowing} onChange={event => setFollowing(event.target.checked)} />
          {trans.__('Follow')}
        </label>
        {openHere !== null && query.step !== null ? (
          <button type="button" onClick={() => openHere(query.step ?? '', query.index)}>
            {trans.__('Open here')}
          </button>
        ) : null}
        <span className="jp-HeadwaterLog-count">{countText(log, shown.length, trans)}</span>
      </div>
      {server.up ? null : <Note text={`✗ ${server.error?.message ?? ''} ${trans.__('Reading goes on when it is back.')}`} />}
      {shown.length === 0 ? <Note text={emptyText(log, isRunning, trans)} /> : null}
      <LogLines
        log={log}
        version={version}
        label={trans.__('Logs of %1', log.pathspec)}
        isFollowing={isFollowing}
        current={hit === null ? null : (hits[hit] ?? null)}
        onFollow={setFollowing}
      />
    </div>
  );
}

/** Grows at most once a frame, however many lines come. */
function useFrames(log: RunLog): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame = 0;
    const onChange = (): void => {
      if (frame === 0)
        frame = requestAnimationFrame(() => {
          frame = 0;
          setVersion(current => current + 1);
        });
    };
    log.changed.connect(onChange);
    onChange();
    return () => {
      log.changed.disconnect(onChange);
      cancelAnimationFrame(frame);
    };
  }, [log]);
  return version;
}

function countText({ buffer }: RunLog, shown: number, trans: TranslationBundle): string {
  const count = trans._n('%2 line', '%2 lines', shown, shown.toLocaleString());
  if (buffer.first > 0) return `${count}; ${trans.__('the first %1 of the run are left out here', buffer.first.toLocaleString())}`;
  return buffer.isComplete ? count : `${count}; ${trans.__('some were left out here, where it is said')}`;
}

function emptyText(log: RunLog, isRunning: boolean, trans: TranslationBundle): string {
  if (!log.hasBegun) return trans.__('Reading the logs…');
  if (log.buffer.end > log.buffer.first) return trans.__('Nothing of this was printed by what you have chosen.');
  return isRunning ? trans.__('Nothing was printed yet.') : trans.__('This run has printed nothing.');
}

function Note({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="jp-HeadwaterLog-note" role="status">
      {text}
    </p>
  );
}

interface FiltersProps {
  readonly query: LogQuery;
  readonly steps: readonly StepProgressRow[];
  readonly trans: TranslationBundle;
  change(part: Partial<LogQuery>): void;
}

function Filters({ query, steps, trans, change }: FiltersProps): ReactElement {
  const items = steps.find(step => step.name === query.step)?.items ?? null;
  const names = steps.map(step => step.name);
  const all = query.step === null || names.includes(query.step) ? names : [...names, query.step];
  return (
    <div className="jp-HeadwaterLog-filters">
      <label>
        {trans.__('Step')}
        <select
          className="jp-mod-styled"
          value={query.step ?? ''}
          onChange={({ target }) => change({ step: target.value === '' ? null : target.value, index: null })}
        >
          <option value="">{trans.__('All')}</option>
          {all.map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {items === null ? null : (
        <label>
          {trans.__('Item')}
          <input
            className="jp-mod-styled"
            type="number"
            min={0}
            max={items.total - 1}
            placeholder={trans.__('All')}
            value={query.index ?? ''}
            onChange={({ target }) => change({ index: target.value === '' ? null : Number(target.value) })}
          />
        </label>
      )}
      <label>
        {trans.__('Stream')}
        <select
          className="jp-mod-styled"
          value={query.stream ?? ''}
          onChange={({ target: { value } }) => change({ stream: value === 'stdout' || value === 'stderr' ? value : null })}
        >
          <option value="">{trans.__('Both')}</option>
          <option value="stdout">stdout</option>
          <option value="stderr">! stderr</option>
        </select>
      </label>
    </div>
  );
}

interface SearchProps {
  readonly query: LogQuery;
  readonly count: number;
  readonly hit: number | null;
  readonly trans: TranslationBundle;
  change(part: Partial<LogQuery>): void;
  go(by: number): void;
}

function Search({ query, count, hit, trans, change, go }: SearchProps): ReactElement {
  return (
    <div className="jp-HeadwaterLog-search" role="search">
      <input
        className="jp-mod-styled"
        type="search"
        aria-label={trans.__('Find in the logs')}
        placeholder={trans.__('Find')}
        value={query.search}
        onChange={({ target }) => change({ search: target.value })}
        onKeyDown={({ key, shiftKey }) => (key === 'Enter' ? go(shiftKey ? -1 : 1) : undefined)}
      />
      <button
        type="button"
        aria-label={trans.__('Previous')}
        title={trans.__('Previous (Shift+Enter)')}
        disabled={count === 0}
        onClick={() => go(-1)}
      >
        ▲
      </button>
      <button type="button" aria-label={trans.__('Next')} title={trans.__('Next (Enter)')} disabled={count === 0} onClick={() => go(1)}>
        ▼
      </button>
      <span role="status">
        {query.search === '' ? '' : hit === null ? trans.__('%1 found', count) : trans.__('%1 of %2', hit + 1, count)}
      </span>
    </div>
  );
}
