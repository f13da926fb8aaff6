import type { JSX } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { VariableRow } from '../../../src/server/api/look-back';
import { bytesText } from '../runs/run-time';

interface VariableChipsProps {
  readonly variables: readonly VariableRow[];
  readonly label: string;
  readonly open: (variable: VariableRow, anchor: HTMLElement) => void;
  readonly trans: TranslationBundle;
}

/** A row of variables: name and type; a click shows the value. */
export function VariableChips({ variables, label, open, trans }: VariableChipsProps): JSX.Element | null {
  if (variables.length === 0) return null;
  return (
    <ul className="jp-HeadwaterChips" aria-label={label}>
      {variables.map(variable => (
        <li key={variable.name}>
          <button
            type="button"
            className="jp-HeadwaterChip"
            title={chipTitle(variable, trans)}
            aria-haspopup="dialog"
            onClick={event => open(variable, event.currentTarget)}
          >
            <span className="jp-HeadwaterChip-name">{variable.name}</span> <span className="jp-HeadwaterChip-type">{variable.type}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function chipTitle({ name, type, size, key }: VariableRow, trans: TranslationBundle): string {
  const stored = size === null ? '' : `\n${trans.__('Stored: %1', bytesText(size))}`;
  return `${name}: ${type}${stored}\n${trans.__('Content key: %1', key)}`;
}
