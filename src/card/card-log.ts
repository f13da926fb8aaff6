import type { CardComponent } from './component';
import { plainComponents } from './plain-component';

/** The components that code has put on its card, in order. */
export interface CardLog {
  readonly size: number;
  /** Puts a component at the end; one with the id of an earlier one takes its place. */
  append(component: object): void;
  clear(): void;
  /** To be called when a component that may be on the card has changed. */
  changed(): void;
  /** The component with an id; null when there is none. */
  find(id: string): object | null;
  /** The card as it is now, as plain JSON. */
  components(): CardComponent[];
}

/** Where code of a task finds its card: a property of `globalThis`, since the client is loaded like any other module of the user's. */
export const cardLogKey = Symbol.for('headwater.cards');

/** An empty card; `onChange` is called at each change and must be quick. */
export function newCardLog(onChange: () => void): CardLog {
  const found: object[] = [];
  return {
    get size() {
      return found.length;
    },
    append(component) {
      const id = idOf(component);
      const place = id === undefined ? -1 : found.findIndex(each => idOf(each) === id);
      if (place >= 0) found[place] = component;
      else if (!found.includes(component)) found.push(component);
      onChange();
    },
    clear() {
      if (found.length === 0) return;
      found.length = 0;
      onChange();
    },
    changed() {
      if (found.length > 0) onChange();
    },
    find: id => found.find(each => idOf(each) === id) ?? null,
    components: () => plainComponents(found)
  };
}

/** A property that throws is none. */
function idOf(component: object): unknown {
  try {
    return Reflect.get(component, 'id');
  } catch {
    return undefined;
  }
}
