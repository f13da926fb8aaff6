import { element, type CardElement, type CardNode } from '../node';
import type { Drawing } from './drawing';

/** Groups of which one is seen: radio buttons, so that it works without a script and from the keyboard. At most 12 have a button; the others follow the last one. On paper all tabs are seen, of a table's rows the page that is open. */
export function drawTabs(
  groups: readonly { readonly title: string; readonly nodes: readonly CardNode[] }[],
  drawing: Drawing,
  label: 'Tab' | 'Rows'
): CardElement {
  const name = drawing.unique();
  const shown = groups.length <= most ? groups : [...groups.slice(0, most - 1), joined(groups.slice(most - 1))];
  const buttons = shown.flatMap(({ title }, at) => [
    element('input', { type: 'radio', name, id: `${name}-${at}`, checked: at === 0 }),
    element('label', { for: `${name}-${at}`, title: `${label} ${title}` }, title)
  ]);
  const panels = shown.map(({ title, nodes }) => element('div', { class: 'hw-panel', 'data-title': title }, ...nodes));
  return element(
    'div',
    { class: label === 'Rows' ? 'hw-tabs hw-pages' : 'hw-tabs', role: 'group', 'aria-label': label },
    ...buttons,
    ...panels
  );
}

/** As many as the style knows. */
const most = 12;

function joined(groups: readonly { readonly title: string; readonly nodes: readonly CardNode[] }[]): {
  readonly title: string;
  readonly nodes: readonly CardNode[];
} {
  return { title: `${groups[0]?.title ?? ''}…`, nodes: groups.flatMap(each => each.nodes) };
}
