import type { JsonObject, JsonValue } from './component';

/** Colours that can be read on light and on dark ground, on no ground of its own. */
const ink = '#808890';

/** How charts look where their specification does not say. */
export const chartLook: JsonObject = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  axis: { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink, gridOpacity: 0.25 },
  legend: { labelColor: ink, titleColor: ink },
  title: { color: ink, subtitleColor: ink },
  header: { labelColor: ink, titleColor: ink },
  view: { stroke: 'transparent' }
};

/** True for a specification of Vega itself, not of Vega-Lite. */
export function isVega({ $schema, marks, mark }: JsonObject): boolean {
  if (typeof $schema === 'string') return /\/vega\/v\d/.test($schema);
  return Array.isArray(marks) && mark === undefined;
}

/** The first address that a specification would load or lead to; null when there is none. Data inside of it may say whatever it likes. */
export function addressInChart(value: JsonValue): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    if (key === 'values' || key === 'datasets') continue;
    if (key === 'url' || key === 'href') return typeof each === 'string' ? each : key;
    const inner = addressInChart(each);
    if (inner !== null) return inner;
  }
  return null;
}
