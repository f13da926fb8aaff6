import type { TranslationBundle } from '@jupyterlab/translation';
import { useMemo, useState, type JSX } from 'react';
import { cellText } from '../../../src/comparison/cell-value';
import type { Column } from '../../../src/comparison/comparison';
import { barLength, deltaOf, rangeOf, type Range } from '../../../src/comparison/deltas';
import { facetText, longestTitle, shortName, statusText } from '../../../src/comparison/draw/draw-runs';
import { durationText } from '../../../src/duration-text';
import { areSuccessful, shortTitle } from '../../../src/comparison/rows';
import { shortText } from '../runs/run-time';
import type { PartProps } from './part-props';
import type { TableChoice } from './table-order';

interface TableProps extends PartProps {
  readonly choice: TableChoice;
  readonly change: (choice: TableChoice) => void;
  /** Row that differences are taken to. */
  readonly baseline: number | null;
  readonly compareTo: (row: number) => void;
}

/** More columns than so many are shown when somebody asks for them. */
const mostColumns = 40;

/** Rows are runs; headers sort, a row can be pinned to the top or made the one to compare to. */
export function RunsTable(props: TableProps): JSX.Element {
  const { comparison, rows, trans } = props;
  const isPlain = areSuccessful(comparison.runs);
  const [all, setAll] = useState(false);
  const columns = all ? comparison.columns : comparison.columns.slice(0, mostColumns);
  const hidden = comparison.columns.length - columns.length;
  const ranges = useMemo(() => comparison.columns.map(each => (each.facet === 'metric' ? rangeOf(each.values) : null)), [comparison]);
  return (
    <div className="jp-HeadwaterCompared-scroll" role="region" aria-label={trans.__('Runs')} tabIndex={0}>
      <table className="jp-HeadwaterCompared-table">
        <thead>
          <tr>
            <Header {...props} id="run" label={trans.__('Run')} hint="" />
            {!isPlain && <Header {...props} id="status" label={trans.__('Status')} hint="" />}
            <Header {...props} id="time" label={trans.__('Time')} hint="" />
            {columns.map(column => (
              <Header key={column.id} {...props} id={column.id} label={column.name} hint={facetText(column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row} {...props} row={row} columns={columns} ranges={ranges} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" className="jp-HeadwaterButton" onClick={() => setAll(true)}>
          {trans.__('Show %1 more columns', hidden)}
        </button>
      )}
    </div>
  );
}

/** What is numeric begins with its good end, or the largest. */
function Header({
  comparison,
  choice,
  change,
  id,
  label,
  hint,
  trans
}: TableProps & { readonly id: string; readonly label: string; readonly hint: string }): JSX.Element {
  const { sortedBy } = choice;
  const isSorted = sortedBy?.column === id;
  const column = comparison.columns.find(each => each.id === id);
  const first = column?.isNumeric === true && column.direction !== 'lower' && column.facet === 'metric';
  const next = !isSorted ? { column: id, descending: first } : sortedBy.descending === first ? { column: id, descending: !first } : null;
  return (
    <th scope="col" aria-sort={!isSorted ? 'none' : sortedBy.descending ? 'descending' : 'ascending'}>
      <button type="button" title={trans.__('Sort by %1', label)} onClick={() => change({ ...choice, sortedBy: next })}>
        {shortTitle(label, longestTitle)} <span aria-hidden="true">{isSorted ? (sortedBy.descending ? '▼' : '▲') : ''}</span>
      </button>
      {hint !== '' && <span className="jp-HeadwaterCompared-hint">{hint}</span>}
    </th>
  );
}

function Row({
  comparison,
  row,
  columns,
  ranges,
  choice,
  change,
  baseline,
  compareTo,
  trans
}: TableProps & {
  readonly row: number;
  readonly columns: readonly Column[];
  readonly ranges: readonly (Range | null)[];
}): JSX.Element | null {
  const run = comparison.runs[row];
  if (run === undefined) return null;
  const name = shortName(run);
  const isPinned = choice.pinned.has(run.pathspec);
  const pin = (): void => {
    const pinned = new Set(choice.pinned);
    if (!pinned.delete(run.pathspec)) pinned.add(run.pathspec);
    change({ ...choice, pinned });
  };
  return (
    <tr data-baseline={row === baseline} data-pinned={isPinned}>
      <th scope="row" title={`${run.pathspec}, ${new Date(run.createdAt).toLocaleString()}`}>
        <button
          type="button"
          aria-pressed={isPinned}
          aria-label={trans.__('Pin run %1', name)}
          title={trans.__('Pin to the top')}
          onClick={pin}
        >
          {isPinned ? '◆' : '◇'}
        </button>
        <button
          type="button"
          aria-pressed={row === baseline}
          aria-label={trans.__('Compare to run %1', name)}
          title={trans.__('Compare to this run')}
          onClick={() => compareTo(row)}
        >
          Δ
        </button>
        {name}
        {row === baseline && <span className="jp-HeadwaterCompared-chip">{trans.__('baseline')}</span>}
        {run.tags.map(tag => (
          <span key={tag} className="jp-HeadwaterCompared-chip">
            {tag}
          </span>
        ))}
        <time className="jp-HeadwaterCompared-hint" dateTime={new Date(run.createdAt).toISOString()}>
          {shortText(run.createdAt, Date.now())}
        </time>
      </th>
      {!areSuccessful(comparison.runs) && <td>{statusText(run)}</td>}
      <td className="jp-mod-number">{run.seconds === null ? '–' : durationText(run.seconds * 1000)}</td>
      {columns.map((column, at) => (
        <Value key={column.id} column={column} row={row} baseline={baseline} range={ranges[at] ?? null} trans={trans} />
      ))}
    </tr>
  );
}

interface ValueProps {
  readonly column: Column;
  readonly row: number;
  readonly baseline: number | null;
  readonly range: Range | null;
  readonly trans: TranslationBundle;
}

function Value({ column, row, baseline, range, trans }: ValueProps): JSX.Element {
  const value = column.values[row] ?? null;
  if (value === null)
    return (
      <td className="jp-mod-missing">
        <span aria-label={trans.__('not there')}>–</span>
      </td>
    );
  const isBest = column.best.includes(row);
  const delta = column.facet === 'metric' ? deltaOf(column, row, baseline) : null;
  const length = barLength(column, row, range);
  return (
    <td className={column.isNumeric ? 'jp-mod-number' : ''} data-best={isBest}>
      {isBest ? (
        <strong>
          ★ {cellText(value)} <small>{trans.__('best')}</small>
        </strong>
      ) : (
        cellText(value)
      )}
      {delta !== null && (
        <small data-better={delta.isBetter ?? 'unknown'}>
          {' '}
          {delta.text}
          {delta.isBetter === null ? '' : ` ${delta.isBetter ? trans.__('better') : trans.__('worse')}`}
        </small>
      )}
      {length !== null && (
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={Math.max(1, length * 100)} height={4} />
        </svg>
      )}
    </td>
  );
}
