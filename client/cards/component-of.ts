import { isTable } from '../../src/artifact/arrow/recognise';
import type { CardComponent, ErrorComponent } from '../../src/card/component';
import { bundleComponent, type MimeBundle } from '../../src/card/bundle-component';
import { failedComponent } from '../../src/card/plain-component';
import { UnfitValue } from '../../src/card/unfit-value';
import { isPicture } from './adapt-picture';
import { isComponentLike } from './component-like';
import { isChart, isPlotly, plotlyValue } from './adapt-chart';
import { Image, VegaChart } from './picture-components';
import { Table } from './table-component';
import { Html, JSONViewer, Markdown } from './text-components';

/**
 * A component for any value: text is Markdown, tables are tables, charts and pictures are pictures, errors are errors, what can show itself in a notebook is what it shows,
 * everything else is a tree. Never throws.
 */
export function componentOf(value: unknown): CardComponent {
  try {
    return found(value);
  } catch (error) {
    return failedComponent(value, error);
  }
}

function found(value: unknown): CardComponent {
  if (isComponentLike(value)) return value;
  if (typeof value === 'string') return isPicture(value) ? asComponent(new Image(value)) : new Markdown(value);
  if (typeof value !== 'object' || value === null) return new Markdown(String(value));
  if (value instanceof Error) return errorComponent(value);
  if (isTable(value) || isRecords(value)) return asComponent(new Table(value));
  const display: unknown = Reflect.get(value, Symbol.for('Jupyter.display'));
  if (typeof display === 'function') return bundleComponent(base64Bundle(Reflect.apply(display, value, []) as MimeBundle));
  // Charts of vega-lite-api have a method of that name too.
  if (isChart(value)) return asComponent(new VegaChart(value));
  if (typeof Reflect.get(value, 'render') === 'function') return value as CardComponent;
  if (typeof Reflect.get(value, 'then') === 'function') throw new UnfitValue('it is a promise: await it first');
  if (isPlotly(value)) throw plotlyValue;
  if (isPicture(value)) return asComponent(new Image(value));
  const html: unknown = Reflect.get(value, 'outerHTML');
  if (typeof html === 'string') return asComponent(new Html(html, { height: heightOf(html) }));
  return asComponent(new JSONViewer(value));
}

/** A component that failed has become an error: its class then says another type than it has. */
function asComponent(made: object): CardComponent {
  return made as CardComponent;
}

function base64Bundle(bundle: MimeBundle): MimeBundle {
  const text = (data: unknown): unknown => (data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data);
  return Object.fromEntries(Object.entries(bundle).map(([type, data]) => [type, text(data)]));
}

/** Of the highest drawing in it, and what stands around it: a title, a legend. */
function heightOf(html: string): number {
  const heights = [...html.matchAll(/<svg[^>]*\sheight="(\d+)/g)].map(found => Number(found[1]));
  return Math.max(200, ...heights) + 140;
}

function errorComponent(error: Error): ErrorComponent {
  return { type: 'error', title: error.name, message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

/** A list of plain records, with something in it. */
function isRecords(value: object): boolean {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each) && !isComponentLike(each))
  );
}
