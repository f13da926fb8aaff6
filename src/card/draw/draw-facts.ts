import type { Fact, FactsComponent } from '../component';
import { element, type CardElement, type CardNode } from '../node';
import { bytesText } from './draw-values';
import type { Drawing } from './drawing';

/** Names with values; what a value shows of itself stands below it, folded where it takes more than a line. */
export function drawFacts({ facts }: FactsComponent, drawing: Drawing): CardElement {
  return element(
    'div',
    { class: 'hw-scroll hw-facts', tabindex: 0, role: 'group', 'aria-label': 'Names and values' },
    element(
      'table',
      null,
      element(
        'tbody',
        null,
        facts.map(each => drawFact(each, drawing))
      )
    )
  );
}

function drawFact(fact: Fact, drawing: Drawing): CardElement {
  const { name, kind, size } = fact;
  const note = [kind ?? '', size === undefined ? '' : bytesText(size)].filter(each => each !== '').join(' · ');
  return element(
    'tr',
    null,
    element('th', { scope: 'row' }, name),
    element('td', null, drawValue(fact, drawing)),
    element('td', { class: 'hw-note' }, note)
  );
}

function drawValue(fact: Fact, drawing: Drawing): CardNode[] {
  const { value, shown } = fact;
  const line = factLine(fact);
  if (line !== null) return [line.label, element('code', null, line.text)];
  if (shown === undefined) return [value];
  return [element('details', { open: fact.open === true }, element('summary', null, value), drawing.draw(shown))];
}

/** What a value shows of itself, where it fits on one line, and what it is, where that line does not say it. Null for anything else. */
export function factLine({ value, shown }: Fact): { readonly label: string; readonly text: string } | null {
  if (shown?.type !== 'text' || shown.text.length > 100 || shown.text.includes('\n')) return null;
  return { label: /^\w*Array\(/.test(value) && !shown.text.startsWith(value) ? `${value} ` : '', text: shown.text };
}
