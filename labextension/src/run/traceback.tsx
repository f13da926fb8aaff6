import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';

/** A task's error in full, with its places in cells as people know them. */
export interface TracebackProps {
  readonly text: string;
  readonly trans: TranslationBundle;
  /** Number of a cell, from 1; null when it is not in the notebook any more. */
  numberOf(cell: string): number | null;
  /** Goes to a line (from 0) of a cell. */
  open(cell: string, line: number): void;
}

/** The traceback; its places `cell <id>:<line>:<column>` are links that say `cell 2, line 3`. */
export function Traceback({ text, trans, numberOf, open }: TracebackProps): ReactElement {
  const parts: (string | ReactElement)[] = [];
  let from = 0;
  for (const match of text.matchAll(/\bcell ([\w-]+):(\d+)(?::\d+)?/g)) {
    const [whole, cell = '', line = '1'] = match;
    const number = numberOf(cell);
    if (number === null) continue;
    parts.push(
      text.slice(from, match.index),
      <button type="button" key={match.index} className="jp-HeadwaterErrorBox-place" onClick={() => open(cell, Number(line) - 1)}>
        {trans.__('cell %1, line %2', number, line)}
      </button>
    );
    from = match.index + whole.length;
  }
  return (
    <pre tabIndex={0}>
      {parts}
      {text.slice(from)}
    </pre>
  );
}
