import type { JsonObject } from '../../src/card/component';
import { UnfitValue } from '../../src/card/unfit-value';

/** What a Vega-Lite specification has at its top, and one of Vega. */
const views = ['mark', 'layer', 'hconcat', 'vconcat', 'concat', 'spec', 'marks'];

/**
 * The specification of a chart, from a plain one or from an object that gives one, as those of vega-lite-api do.
 * @throws UnfitValue for anything else
 */
export function chartSpec(given: unknown): JsonObject {
  const spec = specOf(given);
  if (spec !== null) return spec;
  if (isPlotly(given)) throw plotlyValue;
  throw new UnfitValue(
    'it is no chart: a Vega-Lite specification has a mark, or a layer, hconcat, vconcat, concat or spec; one of Vega has marks'
  );
}

/** True for what is a chart beyond doubt: it names its schema, or has a view with data or an encoding. */
export function isChart(value: object): boolean {
  if (typeof Reflect.get(value, 'toSpec') === 'function') return true;
  if (/vega(-lite)?\/v\d/.test(String(Reflect.get(value, '$schema')))) return true;
  return views.some(name => name !== 'spec' && hasPart(value, name)) && ['data', 'encoding', 'datasets'].some(name => hasPart(value, name));
}

/** A figure of plotly: traces and a layout. */
export function isPlotly(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const data: unknown = Reflect.get(value, 'data');
  return (
    Array.isArray(data) && typeof Reflect.get(value, 'layout') === 'object' && data.every(each => typeof each === 'object' && each !== null)
  );
}

/** Why a figure of plotly is not shown. */
export const plotlyValue = new UnfitValue(
  'it is a figure of plotly, which only a page with plotly in it can draw: give the same as a Vega-Lite specification ({ mark, data: { values }, encoding }), ' +
    'or as a picture (SVG text, or the bytes of a PNG)'
);

/** Lists have a method `concat`. */
function hasPart(value: object, name: string): boolean {
  const part: unknown = Reflect.get(value, name);
  return part !== undefined && typeof part !== 'function';
}

function specOf(given: unknown): JsonObject | null {
  if (typeof given !== 'object' || given === null) return null;
  const make: unknown = Reflect.get(given, 'toSpec') ?? Reflect.get(given, 'toJSON') ?? Reflect.get(given, 'toObject');
  const made: unknown = typeof make === 'function' ? Reflect.apply(make, given, []) : given;
  if (typeof made !== 'object' || made === null || !views.some(name => hasPart(made, name))) return null;
  return JSON.parse(JSON.stringify(made, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))) as JsonObject;
}
