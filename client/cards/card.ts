import { inspect } from 'node:util';
import { componentsText } from '../../src/card/card-text';
import type { CardComponent } from '../../src/card/component';
import { componentBundle } from './card-bundle';
import { componentOf } from './component-of';
import { cardOfKernel, cardOfTask, openCardLog } from './open-card-log';
import { showKey } from './shown-component';

/** The card of the step that runs; in a plain kernel, a card of the kernel's own. */
export interface StepCard {
  /**
   * Puts something at the card's end: a component, or anything that can be shown (text is Markdown; tables, pictures, errors, data). One with
   * the `id` of an earlier one takes its place. Returns nothing, so that it may end a cell without becoming the cell's output as well.
   */
  append(shown: unknown): void;
  /** Puts several things at the card's end. */
  extend(shown: Iterable<unknown>): void;
  /** The component with an id; null when there is none. */
  get(id: string): object | null;
  /** Takes everything off. */
  clear(): void;
  /** Shows changes that were made to a component's fields by hand; `update` does it by itself. */
  refresh(): void;
  /** What is on it now, as plain JSON. */
  readonly components: readonly CardComponent[];
}

/**
 * The card of the step that runs: `card.append('# Results')`. In a plain kernel each cell shows below it what it puts on the card, and as a
 * cell's last value the card shows all of it; both follow what changes.
 */
export const card: StepCard = Object.freeze({
  append(shown: unknown) {
    openCardLog().append(componentOf(shown));
  },
  extend(shown: Iterable<unknown>) {
    for (const each of shown) openCardLog().append(componentOf(each));
  },
  get: (id: string) => openCardLog().find(id),
  clear: () => openCardLog().clear(),
  refresh: () => openCardLog().changed(),
  get components() {
    return openCardLog().components();
  },
  [Symbol.for('Jupyter.display')]: () => componentBundle(openCardLog().components()),
  [showKey]: () => cardOfTask() === null && cardOfKernel().show(),
  [inspect.custom]: () => componentsText(openCardLog().components())
});
