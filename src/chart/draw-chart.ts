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
  const spec = own ? (given as vega.Spec) : compile(given as never, { config: pictureLook }).spec;
  const runtime = vega.parse(spec, own ? pictureLook : undefined, { ast: true });
  const view = new vega.View(runtime, { renderer: 'none', loader: closed, expr: expressionInterpreter, logLevel: vega.Error });
  try {
    return withShortNumbers(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The picture as a whole has a text of its own: one for each of its thousand points is read by nobody. */
const pictureLook: JsonObject = { ...chartLook, aria: false };

/** Places and shapes to a hundredth of a pixel; texts stay as they are. */
function withShortNumbers(svg: string): string {
  const attribute = /(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)=")([^"]*)/g;
  return svg.replace(/<[a-z][^>]*>/gi, tag =>
    tag.replace(attribute, (_, name: string, value: string) => name + value.replace(/(\.\d\d)\d+/g, '$1'))
  );
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
