import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { addressInChart, chartLook, isVega } from '../card/chart-look';
import type { JsonObject } from '../card/component';

/**
 * Draws a Vega or Vega-Lite specification as static SVG. Nothing is loaded from anywhere, and no expression becomes JavaScript: Vega's own
 * interpreter walks through it.
 * @throws Error when the specification is none, or asks for data from elsewhere
 */
export async function drawChart(given: JsonObject): Promise<string> {
  const found = addressInChart(given);
  if (found !== null) throw new Error(`It asks for '${found.slice(0, 200)}'; put the data into the specification itself.`);
  const own = isVega(given);
  const spec = own ? (given as vega.Spec) : compile(given as never, { config: chartLook }).spec;
  const runtime = vega.parse(spec, own ? chartLook : undefined, { ast: true });
  const view = new vega.View(runtime, { renderer: 'none', loader: closed, expr: expressionInterpreter, logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Whatever asks for an address is told that there is none. */
const closed: vega.Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse
};

function refuse(): Promise<never> {
  return Promise.reject(new Error('Charts load nothing.'));
}
