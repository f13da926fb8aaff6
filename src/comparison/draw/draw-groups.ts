import { box, element, type CardElement } from '../../card/node';
import { cellText } from '../cell-value';
import type { Comparison } from '../comparison';
import { countOf, meanText } from '../comparison-text';
import { shortTitle } from '../rows';
import { headOf, longestTitle } from './draw-runs';

const mostRows = 60;
const mostMetrics = 10;

/** Repetitions as mean ± standard deviation; null when nothing repeats. */
export function drawGroups({ groups, by, columns }: Comparison): CardElement | null {
  if (groups.length === 0) return null;
  const metrics = columns.filter(column => groups.some(group => group.means[column.id] !== undefined)).slice(0, mostMetrics);
  const head = [...by, 'Runs', ...metrics.map(each => each.name)].map(text => element('th', headOf(text), shortTitle(text, longestTitle)));
  const rows = groups.slice(0, mostRows).map(({ label, means, alsoDiffers, ...group }) =>
    element(
      'tr',
      null,
      label.map(({ value }) => element('th', { scope: 'row' }, cellText(value))),
      element(
        'td',
        { class: 'hw-number' },
        countOf(group).toLocaleString('en'),
        ...(alsoDiffers.length === 0 ? [] : [' ', box('span', 'hw-facet', `differ also in ${alsoDiffers.join(', ')}`)])
      ),
      metrics.map(each => element('td', { class: 'hw-number' }, meanText(means[each.id])))
    )
  );
  const more = groups.length > mostRows ? box('p', 'hw-note', `${groups.length - mostRows} more groups are not shown.`) : null;
  return box(
    'div',
    'hw-groups',
    element(
      'div',
      { class: 'hw-scroll hw-runs', tabindex: 0, role: 'region', 'aria-label': 'Repetitions' },
      element(
        'table',
        null,
        element('caption', { class: 'hw-note' }, 'Repetitions: mean ± standard deviation.'),
        element('thead', null, element('tr', null, head)),
        element('tbody', null, rows)
      )
    ),
    more
  );
}
