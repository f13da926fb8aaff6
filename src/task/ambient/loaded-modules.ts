import Module, { isBuiltin } from 'node:module';
import path from 'node:path';
import { sourceOf } from '../code/module-sources';

/** A module that code of cells can reach: what it exports, under the name of its file or package. */
export interface LoadedModule {
  readonly name: string;
  readonly exports: object;
  /** True for the notebook's own modules, false for packages. */
  readonly local: boolean;
  /** Null for what was not loaded by `require`. */
  readonly module: NodeJS.Module | null;
}

/** The notebook's own modules that are loaded, and packages and ES modules that cells have asked for (`asked`, by specifier). */
export function loadedModules(asked: ReadonlyMap<string, unknown>): LoadedModule[] {
  const local = Object.values(require.cache).flatMap(module => {
    const exports: unknown = module?.loaded === true ? module.exports : null;
    if (module === undefined || !isObject(exports) || !isLocalFile(module.filename)) return [];
    sourceOf(module.filename);
    return [{ name: path.basename(module.filename), exports, local: true, module }];
  });
  const known = new Set<object>(local.map(each => each.exports));
  const others = [...asked].flatMap(([name, exports]) =>
    isObject(exports) && !known.has(exports) && !isBuiltin(name) && !own.has(name)
      ? [{ name, exports, local: /^[./]/.test(name), module: moduleWith(exports) }]
      : []
  );
  return [...local, ...others];
}

/** True for objects that belong to no module of the notebook's: the process, Node's modules, what packages export. */
export function foreignObjects(): (value: object) => boolean {
  const packages = Object.values(require.cache).flatMap(module =>
    module && !isLocalFile(module.filename) ? [module.exports as unknown] : []
  );
  const foreign = new Set<unknown>([globalThis, process, ...packages]);
  return value => foreign.has(value) || value instanceof Module;
}

/** The files of a package that its module has loaded, itself first. */
export function filesOfPackage(main: NodeJS.Module): NodeJS.Module[] {
  const marker = `${path.sep}node_modules${path.sep}`;
  const end = main.filename.lastIndexOf(marker) + marker.length;
  const [scope = '', name = ''] = main.filename.slice(end).split(path.sep);
  const folder = main.filename.slice(0, end) + (scope.startsWith('@') ? scope + path.sep + name : scope) + path.sep;
  const found = new Set([main]);
  for (const module of found) for (const child of module.children) if (child.filename.startsWith(folder)) found.add(child);
  return [...found];
}

/** Without state that cells could reach, and loaded in most tasks. */
const own = new Set(['headwater', 'tslab']);

const programFolder = path.dirname(process.argv[1] ?? __filename);

/** Where the engine's own modules lie: the built package's `dist`, or the folder of a bundle that stands alone. */
const engineFolder = programFolder.replace(/([\\/])dist[\\/]src[\\/]task$/, '$1dist') + path.sep;

function isLocalFile(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(engineFolder);
}

function moduleWith(exports: object): NodeJS.Module | null {
  return Object.values(require.cache).find(module => module?.exports === exports) ?? null;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
