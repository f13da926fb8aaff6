import { types } from 'node:util';

const stars = new WeakMap<object, object>();

/** What `import * as ns` binds, as TypeScript's `esModuleInterop` has it; the same object each time for one module. */
export function starImport(module: unknown): unknown {
  if (isESModule(module)) return module;
  if (!isObject(module)) return { default: module };
  const known = stars.get(module);
  if (known) return known;
  const made = starOf(module);
  stars.set(module, made);
  return made;
}

/** What a default import reads `.default` of, as TypeScript's `esModuleInterop` has it. */
export function defaultImport(module: unknown): unknown {
  return isESModule(module) ? module : { default: module };
}

function starOf(module: object): object {
  const star: Record<string, unknown> = {};
  for (const name of Object.keys(module)) {
    if (name === 'default') continue;
    Object.defineProperty(star, name, { enumerable: true, get: () => Reflect.get(module, name) });
  }
  return Object.defineProperty(star, 'default', { enumerable: true, value: module });
}

function isESModule(module: unknown): boolean {
  return types.isModuleNamespaceObject(module) || (isObject(module) && '__esModule' in module && Boolean(module.__esModule));
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
