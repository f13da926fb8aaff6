import type { CardComponent, ErrorComponent } from './component';
import { UnfitValue } from './unfit-value';

/** Bytes of JSON that one card may hold, and one component of it. */
export const mostBytes = 20_000_000;

/** A component as plain JSON. One that throws, or is none, becomes an error that says so. */
export function plainComponent(component: unknown): CardComponent {
  try {
    return plain(component);
  } catch (error) {
    return failedComponent(component, error);
  }
}

/** Components as plain JSON, as many as a card may hold; what is too much is told in its place. */
export function plainComponents(components: readonly unknown[]): CardComponent[] {
  let left = mostBytes;
  return components.map(each => {
    const found = plainComponent(each);
    const size = JSON.stringify(found).length;
    if (size > left) return tooBig(found, size);
    left -= size;
    return found;
  });
}

/** What stands in a card in place of a component that could not be made. */
export function failedComponent(component: unknown, error: unknown): ErrorComponent {
  const name = safely(() => nameOf(component)) ?? 'object';
  const message = safely(() => messageOf(error)) ?? 'It threw something without a text.';
  const title = name === 'object' ? 'What was put on the card cannot be shown.' : `The component ${name} could not be made.`;
  return { type: 'error', title, message };
}

function messageOf(error: unknown): string {
  if (error instanceof UnfitValue) return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Null when a property that is looked at throws. */
function safely<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

function plain(component: unknown): CardComponent {
  if (typeof component !== 'object' || component === null)
    throw new UnfitValue(`it is ${typeof component === 'object' ? 'null' : `a ${typeof component}`}, and no component`);
  const render: unknown = Reflect.get(component, 'render');
  if (typeof render === 'function') return plain(Reflect.apply(render, component, []));
  const copy: unknown = JSON.parse(JSON.stringify(component));
  if (isComponent(copy)) return copy;
  throw new UnfitValue('it has no type: make it with a class as Markdown or Table of headwater');
}

function isComponent(value: unknown): value is CardComponent {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';
}

function tooBig(component: CardComponent, size: number): ErrorComponent {
  const { type, id } = component;
  const names = ['label', 'title', 'alt', 'id'].map(each => Reflect.get(component, each) as unknown);
  const name = names.find(each => typeof each === 'string' && each !== '');
  return {
    type: 'error',
    ...(id === undefined ? {} : { id }),
    title: name === undefined ? `A component of type ${type} was left out.` : `'${String(name).slice(0, 80)}' (${type}) was left out.`,
    message: `It has ${Math.round(size / 1e6)} MB; a card holds at most ${mostBytes / 1e6} MB.`,
    hint: 'Keep it in a variable, and show a smaller picture or fewer rows of it.'
  };
}

function nameOf(component: unknown): string {
  if (typeof component !== 'object' || component === null) return String(component);
  const { name } = component.constructor as { readonly name?: unknown };
  const type: unknown = Reflect.get(component, 'type');
  return typeof name === 'string' && name !== 'Object' ? name : typeof type === 'string' ? type : 'object';
}
