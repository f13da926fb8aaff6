import type { CardComponent } from '../../src/card/component';
import { ShownComponent } from './shown-component';

const types: ReadonlySet<unknown> = new Set<CardComponent['type']>([
  'markdown',
  'table',
  'image',
  'vega',
  'progress',
  'value',
  'code',
  'json',
  'confusion',
  'gallery',
  'columns',
  'tabs',
  'section',
  'html',
  'error',
  'facts',
  'dag',
  'timeline',
  'events',
  'text'
]);

/** True for a component, and not for data that happens to have a `type`: those made here, and plain ones whose type is known. */
export function isComponentLike(value: unknown): value is CardComponent {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof ShownComponent || (types.has(Reflect.get(value, 'type')) && Object.keys(value).length > 1);
}
