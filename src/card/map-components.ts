import type { CardComponent } from './component';

/** Components with each one that holds no others exchanged for another, wherever it stands; tables also hold some, in their cells. */
export function mapComponents(components: readonly CardComponent[], change: (component: CardComponent) => CardComponent): CardComponent[] {
  return components.map(each => mapComponent(each, change));
}

function mapComponent(component: CardComponent, change: (component: CardComponent) => CardComponent): CardComponent {
  switch (component.type) {
    case 'columns':
      return { ...component, columns: component.columns.map(each => mapComponents(each, change)) };
    case 'tabs':
      return { ...component, tabs: component.tabs.map(each => ({ ...each, components: mapComponents(each.components, change) })) };
    case 'section':
      return { ...component, components: mapComponents(component.components, change) };
    case 'table':
      return change({
        ...component,
        rows: component.rows.map(row => row.map(cell => (typeof cell === 'object' && cell !== null ? mapComponent(cell, change) : cell)))
      });
    default:
      return change(component);
  }
}
