import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import type { ComparedCell } from '../../../src/server/api/comparison';
import { ChangeCount, CodeDiffView, useCodeDiff } from '../look-back/code-diff-view';
import { foldSame } from './aligned-cells';
import { ChangeMark } from './change-mark';

interface ComparedCellsProps {
  readonly cells: readonly ComparedCell[];
  readonly trans: TranslationBundle;
}

/** The code of both runs, cell by cell: what changed line by line, what is the same folded away. */
export function ComparedCells({ cells, trans }: ComparedCellsProps): JSX.Element | null {
  if (cells.length === 0) return null;
  return (
    <section aria-label={trans.__('Code')}>
      <h3>{trans.__('Code, cell by cell')}</h3>
      <ol className="jp-HeadwaterCode">
        {foldSame(cells).map((entry, at) => (
          <li key={at}>{isGroup(entry) ? <SameCells cells={entry} trans={trans} /> : <OtherCell cell={entry} trans={trans} />}</li>
        ))}
      </ol>
    </section>
  );
}

function isGroup(entry: ComparedCell | readonly ComparedCell[]): entry is readonly ComparedCell[] {
  return Array.isArray(entry);
}

function SameCells({ cells, trans }: ComparedCellsProps): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="jp-HeadwaterLink" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? '▾' : '▸'} =</span> {trans._n('%1 cell is the same', '%1 cells are the same', cells.length)}
      </button>
      {open &&
        cells.map(({ id, step, a }) => (
          <div key={id}>
            {step !== null && <span>{step}</span>}
            <pre tabIndex={0}>{a}</pre>
          </div>
        ))}
    </>
  );
}

function OtherCell({ cell, trans }: { readonly cell: ComparedCell; readonly trans: TranslationBundle }): JSX.Element {
  const diff = useCodeDiff(cell.a ?? '', cell.b ?? '');
  return (
    <>
      <p className="jp-HeadwaterCode-title">
        <ChangeMark change={cell.change} trans={trans} /> {cell.step !== null && <b>{cell.step}</b>}{' '}
        <ChangeCount diff={diff} trans={trans} />
      </p>
      <CodeDiffView diff={diff} label={trans.__('Changes from A to B')} trans={trans} />
    </>
  );
}
