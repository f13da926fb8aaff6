import { cardMimeType, type CardData, type CardDocument, type CardSource } from '../../src/card/card-document';
import { cardHtml, componentsHtml } from '../../src/card/card-page';
import { cardText, componentsText } from '../../src/card/card-text';
import type { CardComponent } from '../../src/card/component';
import { withChartPictures } from './draw-charts';

/** A card as a notebook's output: for our renderer, as HTML for others, as text. */
export function cardBundle(given: CardDocument, source: CardSource | null): Record<string, unknown> {
  const document = { ...given, components: withChartPictures(given.components) };
  const data: CardData = { document, source };
  return { [cardMimeType]: data, 'text/html': cardHtml(document), 'text/plain': cardText(document) };
}

/** Components as a notebook's output. */
export function componentBundle(given: readonly CardComponent[]): Record<string, unknown> {
  const components = withChartPictures(given);
  const document: CardDocument = { version: 1, type: 'bare', id: null, title: '', pathspec: '', components, live: false, at: 0 };
  const data: CardData = { document, source: null };
  return { [cardMimeType]: data, 'text/html': componentsHtml(components), 'text/plain': componentsText(components) };
}
