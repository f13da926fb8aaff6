import { useState, type JSX } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { VariableRow } from '../../../src/server/api/look-back';
import { VariableChips } from '../artifacts/variable-chips';
import { ChangeCount, CodeDiffView, useCodeDiff } from './code-diff-view';

/** What a header says of a present cell. */
export interface PastCellState {
  /** Source in the run; null when the run did not have the cell. */
  readonly then: string | null;
  readonly now: string;
  /** Nothing can differ that is worth a word: an empty cell. */
  readonly isEmpty: boolean;
  readonly variables: readonly VariableRow[];
}

/** What can be done with a past cell; null where it cannot. */
export interface PastCellActions {
  readonly openVariable: (variable: VariableRow, anchor: HTMLElement) => void;
  readonly bringBack: (() => void) | null;
  readonly loadValues: (() => void) | null;
}

interface PastCellHeaderProps {
  readonly state: PastCellState;
  readonly actions: PastCellActions;
  readonly trans: TranslationBundle;
}

/** The row between a cell's code and its past outputs: what differs, the variables, what can be brought back. */
export function PastCellHeader({ state, actions, trans }: PastCellHeaderProps): JSX.Element | null {
  const { then, now, variables } = state;
  if (then === null) return null;
  if (then === now && variables.length === 0) return null;
  return (
    <>
      {then !== now && <ChangedCode then={then} now={now} bringBack={actions.bringBack} trans={trans} />}
      {variables.length > 0 && (
        <div className="jp-HeadwaterPastCell-row">
          <VariableChips
            variables={variables}
            label={trans.__('Variables of this step in the run')}
            open={actions.openVariable}
            trans={trans}
          />
          {actions.loadValues !== null && (
            <button type="button" className="jp-HeadwaterLink" onClick={actions.loadValues}>
              {trans.__('Load these values into the kernel')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

interface ChangedCodeProps {
  readonly then: string;
  readonly now: string;
  readonly bringBack: (() => void) | null;
  readonly trans: TranslationBundle;
}

function ChangedCode({ then, now, bringBack, trans }: ChangedCodeProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const diff = useCodeDiff(then, now);
  return (
    <>
      <div className="jp-HeadwaterPastCell-row">
        <button type="button" className="jp-HeadwaterLink" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> {trans.__('Code differs')} <ChangeCount diff={diff} trans={trans} />
        </button>
        {bringBack !== null && (
          <button type="button" className="jp-HeadwaterLink" onClick={bringBack}>
            {trans.__('Bring back this code')}
          </button>
        )}
      </div>
      {open && <CodeDiffView diff={diff} label={trans.__('Changes of this cell since the run')} trans={trans} />}
    </>
  );
}
