import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import type { JsonObject, JsonValue } from '../card/component';

/**
 * Draws a Vega or Vega-Lite specification as static SVG. Nothing is loaded from anywhere, and no expression becomes JavaScript: Vega's own
 * interpreter walks through it.
 * @throws Error when the specification is none, or asks for data from elsewhere
 */
export async function drawChart(given: JsonObject): Promise<string> {
  const found = addressIn(given);
  if (found !== null) throw new Error(`It asks for '${found.slice(0, 200)}'; put the data into the specification itself.`);
  const own = isVega(given);
  const spec = own ? (given as vega.Spec) : compile(given as never, { config: quiet }).spec;
  const runtime = vega.parse(spec, own ? quiet : undefined, { ast: true });
  const view = new vega.View(runtime, { renderer: 'none', loader: closed, expr: expressionInterpreter, logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Colours that can be read on light and on dark ground, on no ground of its own. */
const ink = '#808890';
const quiet = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  axis: { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink, gridOpacity: 0.25 },
  legend: { labelColor: ink, titleColor: ink },
  title: { color: ink, subtitleColor: ink },
  header: { labelColor: ink, titleColor: ink },
  view: { stroke: 'transparent' }
};

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

function isVega({ $schema, marks, mark }: JsonObject): boolean {
  if (typeof $schema === 'string') return /\/vega\/v\d/.test($schema);
  return Array.isArray(marks) && mark === undefined;
}

/** The first address that a specification would load; data inside it may say whatever it likes. */
function addressIn(value: JsonValue): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    if (key === 'values' || key === 'datasets') continue;
    if (key === 'url' && typeof each === 'string') return each;
    const inner = addressIn(each);
    if (inner !== null) return inner;
  }
  return null;
}
