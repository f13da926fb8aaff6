import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { Script, constants } from 'node:vm';
import type { FileWatch } from '../ambient/file-watch';
import { unwatched } from '../ambient/unwatched';
import { starImport } from './interop';
import { acceptTypeScript, noteImports, redirectRequests, watchRequests, wrapForImports } from './module-requests';

/** How code of cells gets modules, resolved from the notebook's folder. */
export interface Modules {
  /** Absolute path of the notebook's folder. */
  readonly folder: string;
  /** `require`, with ES modules that were loaded ahead. @throws as `require` does */
  require(specifier: string): unknown;
  /** `import()`, as tslab compiles it: `import * as ns` of `require`, or the namespace of an ES module. */
  import(specifier: string): Promise<unknown>;
  /** Loads those ES modules that `require` cannot (older Node, top-level await), so that it can give them later. */
  preload(specifiers: readonly string[]): Promise<void>;
  /** Modules that were required by cells, by specifier, in order of first use. */
  readonly loaded: ReadonlyMap<string, unknown>;
}

/** What surrounds the loading of a module that was not loaded before: it must call `load` once and give back its result. */
export type AroundLoad = (specifier: string, load: () => unknown) => unknown;

/** Modules of a notebook's folder; `headwater` is always `packageRoot`'s, `tslab` is `tslab` given here, also when another module requires them. `watch` is told which files they are. */
export function modulesOf(folder: string, packageRoot: string, tslab: object, around: AroundLoad, watch: FileWatch): Modules {
  const requireHere = createRequire(path.join(folder, 'src.js'));
  const loaded = new Map<string, unknown>();
  const ahead = new Map<string, unknown>();
  redirectRequests(packageRoot, tslab);
  watchRequests(watch, packageRoot);
  acceptTypeScript();
  const load = nativeImport(folder);
  const importHere = (specifier: string): Promise<unknown> => {
    wrapForImports(watch, packageRoot);
    noteImports(specifier, folder, watch);
    return load(specifier);
  };

  const require = (specifier: string): unknown => {
    if (loaded.has(specifier)) return loaded.get(specifier);
    const load = (): unknown => {
      const module = requireOrAhead(requireHere, ahead, specifier);
      loaded.set(specifier, module);
      return module;
    };
    return around(specifier, load);
  };
  return {
    folder,
    require,
    loaded,
    async import(specifier) {
      try {
        return starImport(require(specifier));
      } catch (error) {
        if (!needsImport(error)) throw error;
        const namespace = await importHere(specifier);
        return around(specifier, () => {
          loaded.set(specifier, namespace);
          return namespace;
        });
      }
    },
    async preload(specifiers) {
      for (const specifier of specifiers) {
        if (loaded.has(specifier) || ahead.has(specifier) || !isESOnly(requireHere, specifier)) continue;
        ahead.set(specifier, await importHere(specifier));
      }
    }
  };
}

function requireOrAhead(requireHere: NodeJS.Require, ahead: ReadonlyMap<string, unknown>, specifier: string): unknown {
  if (ahead.has(specifier)) return ahead.get(specifier);
  return requireHere(specifier) as unknown;
}

const importErrors = ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED'];

function needsImport(error: unknown): boolean {
  return error instanceof Error && 'code' in error && importErrors.includes(String(error.code));
}

function isESOnly(requireHere: NodeJS.Require, specifier: string): boolean {
  if (isBuiltin(specifier) || specifier === 'headwater' || specifier === 'tslab') return false;
  try {
    const file = requireHere.resolve(specifier);
    return file.endsWith('.mjs') || (file.endsWith('.js') && packageTypeOf(path.dirname(file)) === 'module');
  } catch (error) {
    return needsImport(error);
  }
}

function packageTypeOf(folder: string): unknown {
  try {
    return (JSON.parse(unwatched.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: unknown }).type;
  } catch {
    const parent = path.dirname(folder);
    return parent === folder ? undefined : packageTypeOf(parent);
  }
}

function nativeImport(folder: string): (specifier: string) => Promise<unknown> {
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = new Script('specifier => import(specifier)', { filename: path.join(folder, 'src.js'), importModuleDynamically });
  return script.runInThisContext() as (specifier: string) => Promise<unknown>;
}
