import type { Child, Shape, Surroundings } from './children';
import type { Description, Variable, VariableDescription } from './description';
import { foreignObjects } from './foreign-objects';
import { LineLog } from './line-log';
import { overlaps } from './overlaps';
import { scalarText } from './scalar-text';
import { hasIdentity, shapeOf } from './shape-of';

/**
 * Describes variables and everything that they hold, each object where it is met first. Reads no accessor, calls nothing of the user's,
 * copies no big buffer, and does not recurse, so that a long chain of objects is no trouble. `onLook` hears of every value that is looked
 * at, by the name of its variable.
 */
export function describeVariables(variables: readonly Variable[], onLook: (variable: string) => void = () => undefined): Description {
  const walk = new Walk(variables, onLook);
  return { variables: variables.map(each => walk.describe(each)) };
}

/** Paths of objects that are remembered as text; later ones by number. */
const namedPlaces = 50_000;

class Walk {
  private readonly seen = new Map<unknown, string>();
  private readonly surroundings: Surroundings;
  private log = new LineLog();
  private readonly keys: string[] = [];
  private readonly onLook: (variable: string) => void;

  constructor(variables: readonly Variable[], onLook: (variable: string) => void) {
    this.onLook = onLook;
    const path = (): string => pathText(this.keys);
    this.surroundings = { isFull: () => this.log.isFull, overlap: overlaps(variables, path), isForeign: foreignObjects() };
  }

  describe({ name, read }: Variable): VariableDescription {
    this.log = new LineLog();
    this.keys.length = 0;
    const open: Iterator<Child>[] = [];
    for (let child: Child | null = rootOf(name, read); child !== null; child = nextChild(open, this.keys)) {
      this.onLook(name);
      const inside = this.enter(child, open.length);
      if (inside !== null) open.push(inside[Symbol.iterator]());
    }
    return this.log.end(name);
  }

  private enter(child: Child, depth: number): Iterable<Child> | null {
    this.keys.push(child.key);
    const shape = 'text' in child ? { text: child.text, children: null } : this.look(child.value);
    this.log.add(depth, child.key, shape.text, () => pathText(this.keys));
    if (shape.children === null) this.keys.pop();
    return shape.children;
  }

  private look(value: unknown): Shape {
    if (typeof value !== 'symbol' && ((typeof value !== 'object' && typeof value !== 'function') || value === null))
      return { text: scalarText(value), children: null };
    if (hasIdentity(value, this.surroundings)) {
      const place = this.seen.get(value);
      if (place !== undefined) return { text: `the same as ${place}`, children: null };
      this.seen.set(value, this.seen.size < namedPlaces ? pathText(this.keys) : `value ${this.seen.size}`);
    }
    return typeof value === 'symbol' ? { text: String(value), children: null } : shapeOf(value, this.surroundings);
  }
}

/** Keys that are written out: the way into a long chain would be as long as the chain. */
const longestPath = 40;

function pathText(keys: readonly string[]): string {
  if (keys.length <= longestPath) return keys.join('');
  return `${keys.slice(0, longestPath).join('')}… (${keys.length - longestPath} keys deeper)`;
}

function rootOf(name: string, read: () => unknown): Child {
  try {
    return { key: name, value: read() };
  } catch (error) {
    return { key: name, text: error instanceof Error ? error.message : String(error) };
  }
}

/** The next child of the innermost open value; leaves those that are done. */
function nextChild(open: Iterator<Child>[], keys: string[]): Child | null {
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const next = last.next();
    if (next.done !== true) return next.value;
    open.pop();
    keys.pop();
  }
  return null;
}
