import { durationText } from '../../duration-text';
import type { DagComponent, TimelineComponent } from '../component';
import { box, element, type CardElement } from '../node';

const width = 132;
const height = 30;
const gapX = 36;
const gapY = 14;

/** The flow's steps, each right of those it follows, with lines between them; this card's step is marked by a frame and a dot. */
export function drawDag({ steps, here }: DagComponent): CardElement {
  const places = placesOf(steps);
  const columns = Math.max(0, ...[...places.values()].map(each => each.column)) + 1;
  const rows = Math.max(0, ...[...places.values()].map(each => each.row)) + 1;
  const size = { x: columns * (width + gapX) - gapX + 4, y: rows * (height + gapY) - gapY + 4 };
  const lines = steps.flatMap(({ name, next }) => next.map(to => line(places.get(name), places.get(to))));
  const boxes = steps.map(step => stepBox(step, places.get(step.name) ?? origin, step.name === here));
  const text = `Steps: ${steps.map(({ name, next }) => (next.length === 0 ? name : `${name} to ${next.join(' and ')}`)).join('; ')}. This is ${here}.`;
  const drawn = element(
    'svg',
    { viewBox: `-2 -2 ${size.x} ${size.y}`, width: size.x, height: size.y, role: 'img', 'aria-label': text, class: 'hw-dag' },
    lines.filter(each => each !== null),
    boxes
  );
  return element('div', { class: 'hw-scroll', tabindex: 0, role: 'group', 'aria-label': 'Graph of the flow' }, drawn);
}

/** Spans of time, one below the other. */
export function drawTimeline({ title, spans }: TimelineComponent): CardElement {
  const from = Math.min(...spans.map(each => each.from));
  const to = Math.max(from + 1, ...spans.map(each => each.to));
  const rows = spans.map(span => {
    const left = (100 * (span.from - from)) / (to - from);
    const wide = Math.max(0.5, (100 * (span.to - span.from)) / (to - from));
    const bar = element('span', {
      class: `hw-span hw-${span.kind}`,
      style: `margin-left: ${left.toFixed(2)}%; width: ${wide.toFixed(2)}%`
    });
    return element(
      'tr',
      null,
      element('th', { scope: 'row' }, span.name),
      box('td', 'hw-track', bar),
      box('td', 'hw-number', durationText(span.to - span.from))
    );
  });
  const heading = title === undefined ? null : box('h3', 'hw-title', title);
  return box('div', 'hw-timeline', heading, spans.length === 0 ? null : element('table', null, element('tbody', null, rows)));
}

interface Place {
  readonly column: number;
  readonly row: number;
}

const origin: Place = { column: 0, row: 0 };

/** Column: the longest way from the first step. Row: the first free one. */
function placesOf(steps: DagComponent['steps']): Map<string, Place> {
  const columns = new Map(steps.map(({ name }) => [name, 0]));
  // Steps come in an order in which each stands before those that follow it.
  for (const { name, next } of steps) for (const to of next) columns.set(to, Math.max(columns.get(to) ?? 0, (columns.get(name) ?? 0) + 1));
  const taken = new Map<number, number>();
  const places = new Map<string, Place>();
  for (const { name } of steps) {
    const column = columns.get(name) ?? 0;
    const row = taken.get(column) ?? 0;
    taken.set(column, row + 1);
    places.set(name, { column, row });
  }
  return places;
}

function line(from: Place | undefined, to: Place | undefined): CardElement | null {
  if (from === undefined || to === undefined) return null;
  const x1 = from.column * (width + gapX) + width;
  const y1 = from.row * (height + gapY) + height / 2;
  const x2 = to.column * (width + gapX);
  const y2 = to.row * (height + gapY) + height / 2;
  return element('path', { class: 'hw-edge', d: `M${x1} ${y1}C${x1 + gapX / 2} ${y1} ${x2 - gapX / 2} ${y2} ${x2} ${y2}` });
}

function stepBox({ name, title, split }: DagComponent['steps'][number], { column, row }: Place, isHere: boolean): CardElement {
  const x = column * (width + gapX);
  const y = row * (height + gapY);
  const label = `${isHere ? '● ' : ''}${title ?? name}${split ? ' ×n' : ''}`;
  return element(
    'g',
    { class: isHere ? 'hw-here' : 'hw-step' },
    element('title', null, title === undefined ? name : `${name}: ${title}`),
    element('rect', { x, y, width, height, rx: 6 }),
    element(
      'text',
      { x: x + width / 2, y: y + height / 2 + 4, 'text-anchor': 'middle' },
      label.length > 18 ? `${label.slice(0, 17)}…` : label
    )
  );
}
