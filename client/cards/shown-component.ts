import { inspect } from 'node:util';
import type { CardComponent } from '../../src/card/component';
import { failedComponent, plainComponent } from '../../src/card/plain-component';
import { componentsText } from '../../src/card/card-text';
import { componentBundle } from './card-bundle';
import { showLive } from './live-output';
import { cardOfTask, openCardLog } from './open-card-log';

/** Method of a value that shows itself in the cell that runs, and goes on to do so; it says whether it could. Our kernel calls it. */
export const showKey = Symbol.for('headwater.show');

/** What every component may be given. */
export interface ComponentOptions {
  /** Stable name: `card.get(id)` finds it, and another one with the same id takes its place. */
  readonly id?: string;
}

/**
 * What all components made here have in common. What they show is in their own fields, plain JSON, so that they can be stored like any other
 * value. As a cell's last value a component is the cell's output, and in a kernel of
 * ours that output follows what changes.
 */
export abstract class ShownComponent {
  declare id?: string;

  /** Sets fields; `make` may throw: then this component is an error that says so, and the step goes on. */
  protected fill(make: () => object, options: ComponentOptions = {}): void {
    try {
      Object.assign(this, options.id === undefined ? {} : { id: options.id }, make());
    } catch (error) {
      Object.assign(this, failedComponent(this, error));
    }
  }

  /** Sets fields anew, and the open card follows. */
  protected refill(make: () => object): void {
    this.fill(make);
    openCardLog().changed();
  }

  /** This component as plain JSON. */
  toComponent(): CardComponent {
    return plainComponent(this);
  }

  [Symbol.for('Jupyter.display')](): Record<string, unknown> {
    return componentBundle([plainComponent(this)]);
  }

  [showKey](): boolean {
    return cardOfTask() === null && showLive(() => [plainComponent(this)]) !== null;
  }

  [inspect.custom](): string {
    return componentsText([plainComponent(this)]);
  }
}
