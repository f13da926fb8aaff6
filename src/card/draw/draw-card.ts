import type { CardDocument } from '../card-document';
import type { CardComponent, ColumnsComponent, SectionComponent } from '../component';
import { box, element, type CardElement } from '../node';
import { drawDag, drawTimeline } from './draw-dag';
import { drawFacts } from './draw-facts';
import { drawCode, drawJson } from './draw-json';
import { drawMarkdown } from './draw-markdown';
import { drawChart, drawFrame, drawGallery, drawImage } from './draw-pictures';
import { drawTable } from './draw-table';
import { drawTabs } from './draw-tabs';
import { drawConfusion, drawError, drawEvents, drawProgress, drawValue } from './draw-values';
import type { Drawing } from './drawing';

/** A card drawn, and the charts that were left to whoever can draw them. */
export interface DrawnCard {
  readonly node: CardElement;
  readonly charts: readonly CardComponent[];
}

/** Draws a whole card. `leaveCharts`: places are left for charts, in the order of `charts`. */
export function drawCard(document: CardDocument, leaveCharts = false): DrawnCard {
  const drawing = newDrawing(document.pathspec, leaveCharts);
  const head = element(
    'header',
    null,
    box('h2', 'hw-card-title', document.title),
    box('p', 'hw-note', document.live ? `● running · ${document.pathspec}` : document.pathspec)
  );
  const node = element(
    'section',
    { class: 'hw-card', 'aria-label': `Card ${document.title}` },
    head,
    drawAll(document.components, drawing)
  );
  return { node, charts: drawing.charts ?? [] };
}

/** Draws components without a card around them. */
export function drawComponents(components: readonly CardComponent[], leaveCharts = false): DrawnCard {
  const drawing = newDrawing(JSON.stringify(components).slice(0, 10_000), leaveCharts);
  return { node: box('div', 'hw-card hw-bare', drawAll(components, drawing)), charts: drawing.charts ?? [] };
}

function newDrawing(seed: string, leaveCharts: boolean): Drawing {
  let count = 0;
  const prefix = `hw-${hash(seed)}`;
  const drawing: Drawing = {
    unique: () => `${prefix}-${(count += 1)}`,
    draw: component => drawSafely(component, drawing),
    charts: leaveCharts ? [] : null
  };
  return drawing;
}

function drawAll(components: readonly CardComponent[], drawing: Drawing): CardElement[] {
  return components.map(each => drawing.draw(each));
}

/** A component that is not what its type says, as hostile ones are, is told in its place. */
function drawSafely(component: CardComponent, drawing: Drawing): CardElement {
  try {
    return draw(component, drawing);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return drawError({ type: 'error', title: 'This component cannot be drawn.', message });
  }
}

function draw(component: CardComponent, drawing: Drawing): CardElement {
  switch (component.type) {
    case 'markdown':
      return drawMarkdown(component.text);
    case 'text':
      return box('pre', 'hw-text', component.text);
    case 'table':
      return drawTable(component, drawing);
    case 'image':
      return drawImage(component);
    case 'vega':
      return drawChart(component, drawing);
    case 'progress':
      return drawProgress(component);
    case 'value':
      return drawValue(component);
    case 'code':
      return drawCode(component);
    case 'json':
      return drawJson(component);
    case 'confusion':
      return drawConfusion(component);
    case 'gallery':
      return drawGallery(component);
    case 'columns':
      return drawColumns(component, drawing);
    case 'tabs':
      return drawTabs(
        component.tabs.map(({ title, components }) => ({ title, nodes: drawAll(components, drawing) })),
        drawing,
        'Tab'
      );
    case 'section':
      return drawSection(component, drawing);
    case 'html':
      return drawFrame(component);
    case 'error':
      return drawError(component);
    case 'facts':
      return drawFacts(component, drawing);
    case 'dag':
      return drawDag(component);
    case 'timeline':
      return drawTimeline(component);
    case 'events':
      return drawEvents(component);
  }
  return drawUnknown(component);
}

/** A component of a newer version. */
function drawUnknown(component: { readonly type?: unknown }): CardElement {
  return drawError({ type: 'error', title: 'This component is not known here.', message: `Its type is '${String(component.type)}'.` });
}

function drawColumns({ columns, weights }: ColumnsComponent, drawing: Drawing): CardElement {
  return box(
    'div',
    'hw-columns',
    columns.map((components, at) => {
      const weight = Math.min(100, Math.max(0.1, weights?.[at] ?? 1));
      return element('div', { class: 'hw-column', style: `flex-grow: ${weight}` }, drawAll(components, drawing));
    })
  );
}

function drawSection({ title, components, open }: SectionComponent, drawing: Drawing): CardElement {
  return element('details', { class: 'hw-section', open }, element('summary', null, title), drawAll(components, drawing));
}

/** Tells cards on one page apart; no secret. */
function hash(text: string): string {
  let value = 5381;
  for (let at = 0; at < text.length; at += 1) value = (value * 33 + text.charCodeAt(at)) >>> 0;
  return value.toString(36);
}
