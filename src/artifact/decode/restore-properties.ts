import type { CodeContext } from '../artifact';
import { propertyFlags as flag } from '../notes';
import { codeAt } from './instances';
import { isObject } from './value-kinds';

/** Key, flags, value or getter, setter; repeated. */
export function setProperties(target: object, data: readonly unknown[]): void {
  for (let i = 0; i + 3 < data.length; i += 4) {
    const [key, flags, first, setter] = data.slice(i, i + 4);
    if ((typeof key === 'string' || typeof key === 'symbol') && typeof flags === 'number') setOne(target, key, flags, first, setter);
  }
}

/** The prototype, when it is no class's. */
export function setPrototype(target: object, [prototype]: readonly unknown[]): void {
  if (prototype === null || isObject(prototype)) Object.setPrototypeOf(target, prototype);
}

/** Address of a class, number of fields, then name and value of each; repeated. */
export function setPrivates(target: object, data: readonly unknown[], code: CodeContext): void {
  for (let i = 0; i + 1 < data.length;) {
    const count = Number(data[i + 1]);
    const pairs = Array.from({ length: Math.min(count, data.length) }, (_, n) => [data[i + 2 + n * 2], data[i + 3 + n * 2]] as const);
    const constructor = codeAt(String(data[i]), code);
    const fields = Object.fromEntries(pairs) as Record<string, unknown>;
    const access = code.privateFields(constructor);
    if (access !== null) access.write(target, fields);
    else showPrivates(target, fields);
    i += 2 + count * 2;
  }
}

/** 1 not extensible, 2 sealed, 3 frozen. */
export function setLevel(target: object, [level]: readonly unknown[]): void {
  if (level === 1) Object.preventExtensions(target);
  if (level === 2) Object.seal(target);
  if (level === 3) Object.freeze(target);
}

/** Where the class itself is not there, people still see the fields. */
function showPrivates(target: object, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(target, `#${name}`, { value, enumerable: true, configurable: true, writable: true });
}

function setOne(target: object, key: string | symbol, flags: number, first: unknown, setter: unknown): void {
  const common = { enumerable: (flags & flag.enumerable) !== 0, configurable: (flags & flag.configurable) !== 0 };
  const writable = (flags & flag.writable) !== 0;
  if (flags & flag.accessor) {
    const get = typeof first === 'function' ? { get: first as () => unknown } : {};
    const set = typeof setter === 'function' ? { set: setter as (value: unknown) => void } : {};
    Object.defineProperty(target, key, { ...common, ...get, ...set });
  } else if (flags & flag.present) Object.defineProperty(target, key, { ...common, writable });
  else Object.defineProperty(target, key, { ...common, writable, value: first });
}
