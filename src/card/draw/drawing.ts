import type { CardComponent } from '../component';
import type { CardElement } from '../node';

/** The drawing of one card. */
export interface Drawing {
  /** A name that nothing else on the page has; the same at the same place of the same card. */
  unique(): string;
  /** A component, whatever its type. */
  draw(component: CardComponent): CardElement;
  /** Where each chart has been left out for somebody to draw it, as JupyterLab can: `data-hw-chart` holds its number. */
  readonly charts: CardComponent[] | null;
}
