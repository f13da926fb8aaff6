import type { TranslationBundle } from '@jupyterlab/translation';
import { useMemo, useState, type JSX } from 'react';
import type { Comparison } from '../../../src/comparison/comparison';
import { CodeView } from './code-view';
import { CurvesView } from './curves-view';
import { ExhibitsView } from './exhibits-view';
import { GroupsView } from './groups-view';
import { ParallelView } from './parallel-view';
import { RunsTable } from './runs-table';
import { ScatterView } from './scatter-view';
import { orderedRows, type TableChoice } from './table-order';

interface PanelProps {
  readonly comparison: Comparison;
  readonly trans: TranslationBundle;
}

const noChoice: TableChoice = { sortedBy: null, filter: '', pinned: new Set() };

/** A comparison as it is used: the filter holds for the table and for every drawing. */
export function ComparisonPanel({ comparison, trans }: PanelProps): JSX.Element {
  const [choice, setChoice] = useState(noChoice);
  const [baseline, setBaseline] = useState(comparison.baseline);
  const [view, setView] = useState('runs');
  const rows = useMemo(() => orderedRows(comparison, choice), [comparison, choice]);
  const part = { comparison, rows, trans };
  const views = viewsOf(comparison, trans);
  return (
    <section aria-label={trans.__('Comparison of %1', comparison.title)} data-lm-suppress-shortcuts="true">
      <header className="jp-HeadwaterCompared-head">
        <h3>{comparison.title}</h3>
        <input
          type="search"
          className="jp-mod-styled"
          value={choice.filter}
          placeholder={trans.__('Filter: text, or lr>0.1')}
          aria-label={trans.__('Filter runs')}
          onChange={event => setChoice({ ...choice, filter: event.target.value })}
        />
        <span role="status">{trans.__('%1 of %2 runs', rows.length, comparison.total)}</span>
        <div role="group" aria-label={trans.__('View')}>
          {views.map(({ id, label }) => (
            <button key={id} type="button" className="jp-HeadwaterButton" aria-pressed={view === id} onClick={() => setView(id)}>
              {label}
            </button>
          ))}
        </div>
      </header>
      {view === 'runs' && <RunsTable {...part} choice={choice} change={setChoice} baseline={baseline} compareTo={setBaseline} />}
      {view === 'groups' && <GroupsView {...part} />}
      {view === 'curves' && <CurvesView {...part} />}
      {view === 'scatter' && <ScatterView {...part} />}
      {view === 'parallel' && <ParallelView {...part} />}
      {view === 'exhibits' && <ExhibitsView {...part} />}
      {view === 'code' && <CodeView {...part} />}
      <Notes comparison={comparison} trans={trans} />
    </section>
  );
}

/** Only what there is something to see in. */
function viewsOf(comparison: Comparison, trans: TranslationBundle): { readonly id: string; readonly label: string }[] {
  const { groups, curves, exhibits, code, columns, runs } = comparison;
  const numeric = columns.filter(each => each.isNumeric).length;
  const isSweep = numeric > 1 && runs.length > 2;
  return [
    { id: 'runs', label: trans.__('Runs'), isThere: true },
    { id: 'groups', label: trans.__('Repetitions'), isThere: groups.length > 0 },
    { id: 'curves', label: trans.__('Curves'), isThere: curves.length > 0 },
    { id: 'scatter', label: trans.__('Scatter'), isThere: isSweep },
    { id: 'parallel', label: trans.__('Parallel'), isThere: isSweep },
    { id: 'exhibits', label: trans.__('Side by side'), isThere: exhibits.length > 0 },
    { id: 'code', label: trans.__('Code'), isThere: code.length > 0 }
  ].filter(each => each.isThere);
}

function Notes({ comparison, trans }: PanelProps): JSX.Element {
  const { notes, alsoDiffer, same } = comparison;
  return (
    <footer>
      {notes.map((note, at) => (
        <p key={at}>⚠ {note}</p>
      ))}
      {alsoDiffer.length > 0 && <p>{trans.__('These variables differ too: %1', alsoDiffer.join(', '))}</p>}
      {same.length > 0 && (
        <details>
          <summary>{trans.__('The same in all runs: %1', same.length)}</summary>
          <dl>
            {same.map(({ facet, name, value }) => (
              <div key={`${facet} ${name}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </footer>
  );
}
