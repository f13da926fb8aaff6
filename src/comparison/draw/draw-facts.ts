import { box, element, type CardElement } from '../../card/node';
import type { Comparison } from '../comparison';

const mostNotes = 12;

/** What is missing or of another kind, and what else differs; null when there is nothing to say. */
export function drawNotes({ notes, alsoDiffer }: Comparison): CardElement | null {
  const also = alsoDiffer.length === 0 ? [] : [`These variables differ too: ${alsoDiffer.join(', ')}.`];
  const lines = [...notes.slice(0, mostNotes), ...also];
  if (lines.length === 0) return null;
  return box(
    'ul',
    'hw-note hw-notes',
    lines.map(text => element('li', null, text))
  );
}

/** The versions of each cell whose code differs, folded; null when the code is the same. */
export function drawCode({ code, columns }: Comparison): CardElement | null {
  if (code.length === 0) return null;
  const nameOf = (id: string): string => columns.find(each => each.id === id)?.name ?? id.replace(/^code:/, '');
  const cells = code.map(({ column, versions }) =>
    box(
      'div',
      'hw-side',
      versions.map(({ letter, source }) =>
        box('div', 'hw-version', box('h4', 'hw-title', `${nameOf(column)}: ${letter}`), element('pre', null, source))
      )
    )
  );
  const count = `${code.length} ${code.length === 1 ? 'cell differs' : 'cells differ'}`;
  return element('details', { class: 'hw-section' }, element('summary', null, `Code: ${count}`), cells);
}

/** What all runs share, folded; null when that is nothing. */
export function drawSame({ same }: Comparison): CardElement | null {
  if (same.length === 0) return null;
  const rows = same.map(({ name, value, facet }) =>
    element('tr', null, element('th', { scope: 'row' }, name), element('td', null, value), element('td', { class: 'hw-note' }, facet))
  );
  return element(
    'details',
    { class: 'hw-section' },
    element('summary', null, `The same in all runs: ${same.length}`),
    box('div', 'hw-scroll hw-facts', element('table', null, element('tbody', null, rows)))
  );
}
