import type { CodeComponent, JsonComponent, JsonValue } from '../component';
import { box, element, type CardElement, type CardNode } from '../node';

/** Places that a tree may have: what lies beyond is counted. */
const mostPlaces = 2000;

/** Any JSON as a tree that opens. */
export function drawJson({ title, value, depth }: JsonComponent): CardElement {
  const room = { places: mostPlaces };
  const tree = drawBranch(value, null, depth ?? 1, room);
  return box('div', 'hw-json', title === undefined ? null : box('h3', 'hw-title', title), tree);
}

/** Source text. */
export function drawCode({ title, language, text }: CodeComponent): CardElement {
  const heading = title === undefined ? null : box('h3', 'hw-title', title);
  return box('div', 'hw-code', heading, element('pre', { tabindex: 0, 'aria-label': title ?? language }, element('code', null, text)));
}

function drawBranch(value: JsonValue, name: string | null, open: number, room: { places: number }): CardElement {
  const label: CardNode[] = name === null ? [] : [box('span', 'hw-key', name), ': '];
  if (typeof value !== 'object' || value === null) return box('div', 'hw-leaf', label, leafText(value));
  const entries = Array.isArray(value) ? value.map((each, at) => [String(at), each as JsonValue] as const) : Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) return box('div', 'hw-leaf', label, size);
  const shown: CardNode[] = [];
  for (const [key, each] of entries) {
    if (room.places <= 0) break;
    room.places -= 1;
    shown.push(drawBranch(each, key, open - 1, room));
  }
  const left = entries.length - shown.length;
  return element(
    'details',
    { open: open > 0 },
    element('summary', null, label, box('span', 'hw-note', size)),
    box('div', 'hw-branch', shown, left > 0 ? box('div', 'hw-note', `… ${left.toLocaleString('en')} more`) : null)
  );
}

function leafText(value: string | number | boolean | null): CardElement {
  const text = typeof value === 'string' ? JSON.stringify(value.length > 300 ? `${value.slice(0, 300)}…` : value) : String(value);
  return box('span', `hw-${value === null ? 'null' : typeof value}`, text);
}
