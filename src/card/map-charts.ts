import type { CardComponent, ErrorComponent, JsonObject } from './component';

/** Components with a static picture for each chart that has none, wherever it stands; one that cannot be drawn becomes an error that says why. */
export function withCharts(components: readonly CardComponent[], draw: (spec: JsonObject) => string): CardComponent[] {
  return components.map(each => withChart(each, draw));
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

function withChart(component: CardComponent, draw: (spec: JsonObject) => string): CardComponent {
  switch (component.type) {
    case 'vega':
      return component.svg === undefined ? drawn(component, draw) : component;
    case 'columns':
      return { ...component, columns: component.columns.map(each => withCharts(each, draw)) };
    case 'tabs':
      return { ...component, tabs: component.tabs.map(each => ({ ...each, components: withCharts(each.components, draw) })) };
    case 'section':
      return { ...component, components: withCharts(component.components, draw) };
    case 'table':
      return {
        ...component,
        rows: component.rows.map(row => row.map(cell => (typeof cell === 'object' && cell !== null ? withChart(cell, draw) : cell)))
      };
    default:
      return component;
  }
}

function drawn(chart: Extract<CardComponent, { type: 'vega' }>, draw: (spec: JsonObject) => string): CardComponent | ErrorComponent {
  try {
    return { ...chart, svg: draw(chart.spec) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'error', ...(chart.id === undefined ? {} : { id: chart.id }), title: 'The chart cannot be drawn.', message };
  }
}
