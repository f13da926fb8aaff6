import type { ConfusionComponent, ErrorComponent, EventsComponent, JsonValue, ProgressComponent, ValueComponent } from '../component';
import { box, element, type CardElement, type CardNode } from '../node';

/** How far something has come. */
export function drawProgress({ label, value, max, unit, metadata }: ProgressComponent): CardElement {
  const done = `${value.toLocaleString('en')}${max === null ? '' : ` of ${max.toLocaleString('en')}`}${unit === undefined ? '' : ` ${unit}`}`;
  return box(
    'div',
    'hw-progress',
    box(
      'div',
      'hw-line',
      box('span', 'hw-label', label ?? 'Progress'),
      ' ',
      box('span', 'hw-note', metadata === undefined ? done : `${done} · ${metadata}`)
    ),
    element('progress', { value: max === null ? null : value, max: max ?? 1, 'aria-label': `${label ?? 'Progress'}: ${done}` })
  );
}

/** A number that is to be seen first; its change has an arrow and a word, not only a colour. */
export function drawValue({ title, value, unit, subtitle, delta }: ValueComponent): CardElement {
  const shown = typeof value === 'number' ? numberText(value) : value;
  return box(
    'div',
    'hw-value',
    title === undefined ? null : box('div', 'hw-label', title),
    box('div', 'hw-big', shown, unit === undefined ? null : box('span', 'hw-unit', ` ${unit}`)),
    delta === undefined ? null : drawDelta(delta),
    subtitle === undefined ? null : box('div', 'hw-note', subtitle)
  );
}

/** A number for people: seven digits that count. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(6)));
}

function drawDelta({ value, text, good }: NonNullable<ValueComponent['delta']>): CardElement {
  const arrow = value > 0 ? '▲' : value < 0 ? '▼' : '＝';
  const word = good === null || value === 0 ? '' : good ? ' better' : ' worse';
  const mood = good === null || value === 0 ? '' : good ? ' hw-good' : ' hw-bad';
  return box('div', `hw-delta${mood}`, `${arrow} ${text ?? `${value > 0 ? '+' : ''}${numberText(value)}`}${word}`);
}

/** Counts by actual and predicted label; the darker, the more of its row. */
export function drawConfusion({ title, labels, counts }: ConfusionComponent): CardElement {
  const head = element(
    'tr',
    null,
    element('td', { class: 'hw-corner' }, 'actual ↓ predicted →'),
    labels.map(label => element('th', { scope: 'col' }, label))
  );
  const rows = labels.map((label, row) => {
    const sum = (counts[row] ?? []).reduce((all, each) => all + each, 0);
    const cells = labels.map((_, column) => {
      const count = counts[row]?.[column] ?? 0;
      const share = sum === 0 ? 0 : count / sum;
      const kind = row === column ? 'hw-right' : 'hw-wrong';
      return element(
        'td',
        { class: `hw-number ${kind} hw-share-${Math.round(share * 10)}`, title: `${Math.round(share * 1000) / 10} % of ${label}` },
        String(count)
      );
    });
    return element('tr', null, element('th', { scope: 'row' }, label), cells);
  });
  const correct = labels.reduce((all, _, at) => all + (counts[at]?.[at] ?? 0), 0);
  const total = counts.flat().reduce((all, each) => all + each, 0);
  return box(
    'div',
    'hw-confusion',
    title === undefined ? null : box('h3', 'hw-title', title),
    element(
      'div',
      { class: 'hw-scroll', tabindex: 0, role: 'group', 'aria-label': title ?? 'Confusion matrix' },
      element('table', null, element('thead', null, head), element('tbody', null, rows))
    ),
    box(
      'p',
      'hw-note',
      total === 0 ? 'Nothing was counted.' : `${numberText((100 * correct) / total)} % of ${total.toLocaleString('en')} are right.`
    )
  );
}

/** An error: title, message, stack folded. */
export function drawError({ title, message, stack, hint }: ErrorComponent): CardElement {
  return element(
    'section',
    { class: 'hw-error', role: 'group', 'aria-label': title },
    box('strong', 'hw-title', `✗ ${title}`),
    box('p', 'hw-message', message),
    hint === undefined || hint === '' ? null : box('p', 'hw-note', hint),
    stack === undefined || stack === '' ? null : element('details', null, element('summary', null, 'Stack'), element('pre', null, stack))
  );
}

/** A number of bytes for people. */
export function bytesText(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const at = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** at;
  return `${value >= 100 || at === 0 ? Math.round(value) : Math.round(value * 10) / 10} ${units[at]}`;
}

/** What happened, newest first. */
export function drawEvents({ title, events, total }: EventsComponent): CardElement {
  const items = [...events]
    .reverse()
    .map(({ at, text, details }) =>
      element(
        'li',
        null,
        box('span', 'hw-note', `${new Date(at).toISOString().slice(11, 23)} `),
        text,
        details === undefined ? null : box('div', 'hw-note', detailsText(details))
      )
    );
  const rest: CardNode | null = total > events.length ? box('p', 'hw-note', `The newest ${events.length} of ${total}.`) : null;
  return box('div', 'hw-events', title === undefined ? null : box('h3', 'hw-title', title), element('ul', null, items), rest);
}

function detailsText(details: Readonly<Record<string, JsonValue>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}
