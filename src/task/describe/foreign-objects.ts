import { builtinModules, createRequire } from 'node:module';
import { types } from 'node:util';

const hosts: ReadonlySet<unknown> = new Set<unknown>([
  globalThis,
  process,
  process.env,
  console,
  performance,
  Math,
  JSON,
  Reflect,
  Atomics,
  Intl
]);

/**
 * Tells what belongs to node or to an installed package: modules, what they export, and host objects. Local modules are the user's own and
 * are looked into like cells.
 */
export function foreignObjects(): (value: object) => boolean {
  let exported: Set<unknown> | null = null;
  return value => {
    if (hosts.has(value) || types.isModuleNamespaceObject(value)) return true;
    exported ??= exportsOfPackages();
    return exported.has(value) || (isStar(value) && exported.has(Reflect.getOwnPropertyDescriptor(value, 'default')?.value));
  };
}

/** What `import *` gives of a CommonJS module: its exports by getters, itself as `default`. */
function isStar(value: object): boolean {
  return !types.isProxy(value) && Object.hasOwn(value, 'default');
}

function exportsOfPackages(): Set<unknown> {
  const found = new Set<unknown>();
  for (const [file, module] of Object.entries(require.cache))
    if (module?.loaded === true && file.includes('node_modules')) addExports(module.exports, found);
  for (const name of loadedBuiltins()) addExports(requireHere(name), found);
  return found;
}

const requireHere = createRequire(__filename);

/** Those of node's modules that somebody has loaded; loading others would cost time, and some print a warning. */
function loadedBuiltins(): string[] {
  const list: unknown = Reflect.get(process, 'moduleLoadList');
  const loaded = new Set<unknown>(Array.isArray(list) ? list : []);
  return builtinModules.filter(name => loaded.has(`NativeModule ${name}`) && name !== 'punycode' && name !== 'sys');
}

function addExports(exported: unknown, found: Set<unknown>): void {
  if ((typeof exported !== 'object' && typeof exported !== 'function') || exported === null || types.isProxy(exported)) return;
  found.add(exported);
  for (const { value } of Object.values<PropertyDescriptor>(Object.getOwnPropertyDescriptors(exported)))
    if (typeof value === 'object' && value !== null) found.add(value);
}
