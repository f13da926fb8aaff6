import type { CardComponent, ErrorComponent, JsonObject } from './component';
import { mapComponents } from './map-components';

/** Components with a static picture for each chart that has none, wherever it stands; one that cannot be drawn becomes an error that says why. */
export function withCharts(components: readonly CardComponent[], draw: (spec: JsonObject) => string): CardComponent[] {
  return mapComponents(components, each => (each.type === 'vega' && each.svg === undefined ? drawn(each, draw) : each));
}

/** True when a chart among the components still has no picture. */
export function lackPictures(components: readonly CardComponent[]): boolean {
  let lack = false;
  withCharts(components, () => {
    lack = true;
    return '';
  });
  return lack;
}

function drawn(chart: Extract<CardComponent, { type: 'vega' }>, draw: (spec: JsonObject) => string): CardComponent | ErrorComponent {
  try {
    return { ...chart, svg: draw(chart.spec) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'error', ...(chart.id === undefined ? {} : { id: chart.id }), title: 'The chart cannot be drawn.', message };
  }
}
