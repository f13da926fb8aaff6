import type { CardDocument } from '../card-document';
import { box, element, type CardElement } from '../node';
import { frame } from './draw-pictures';

/** Pixels until the page has said how high it is, or where nobody listens. */
const foreignHeight = 640;

/** A card that Metaflow made: its page in a frame, below what is known of it. */
export function drawForeign({ title, pathspec }: CardDocument, html: string): CardElement {
  const head = element('header', null, box('h2', 'hw-card-title', title), box('p', 'hw-note', `${pathspec} · made by Metaflow`));
  return element('section', { class: 'hw-card', 'aria-label': title }, head, frame(html, title, foreignHeight));
}
