import Module, { createRequire, isBuiltin } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Script, constants } from 'node:vm';
import { starImport } from './interop';

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

/** Modules of a notebook's folder; `headwater` is always `packageRoot`'s, `tslab` is `tslab` given here, also when another module requires them. */
export function modulesOf(folder: string, packageRoot: string, tslab: object, around: AroundLoad): Modules {
  const requireHere = createRequire(path.join(folder, 'src.js'));
  const loaded = new Map<string, unknown>();
  const ahead = new Map<string, unknown>();
  redirectRequests(packageRoot, tslab);
  acceptTypeScript();
  const importHere = nativeImport(folder);

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
        return await importHere(specifier);
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
    return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: unknown }).type;
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

interface ModuleInternals {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
  _load: (this: unknown, request: string, ...rest: unknown[]) => unknown;
  _extensions: Record<string, (module: { _compile(code: string, file: string): void }, file: string) => void>;
}

/** `headwater` and `apache-arrow` must be found, and be one module each, from wherever they are required. */
function redirectRequests(packageRoot: string, tslab: object): void {
  const internals = moduleInternals();
  const resolve = internals._resolveFilename;
  const load = internals._load;
  const own = createRequire(path.join(packageRoot, 'package.json'));
  internals._resolveFilename = function (request, ...rest) {
    if (request === 'headwater') return clientFile(packageRoot);
    try {
      return Reflect.apply(resolve, this, [request, ...rest]);
    } catch (error) {
      if (request !== 'apache-arrow') throw error;
      return own.resolve(request);
    }
  };
  internals._load = function (request, ...rest) {
    return request === 'tslab' ? tslab : Reflect.apply(load, this, [request, ...rest]);
  };
}

function clientFile(packageRoot: string): string {
  const { main } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { main: string };
  return path.join(packageRoot, main);
}

/** Local `.ts` modules can be imported, as in tslab; the compiler is loaded only then. */
function acceptTypeScript(): void {
  const internals = moduleInternals();
  internals._extensions['.ts'] ??= (module, file) => {
    const { transpileModule, ModuleKind, ScriptTarget } = createRequire(__filename)('typescript') as typeof import('typescript');
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true };
    module._compile(transpileModule(readFileSync(file, 'utf8'), { fileName: file, compilerOptions }).outputText, file);
  };
}

/** Node's hooks into CommonJS loading, which its types leave out. */
function moduleInternals(): ModuleInternals {
  const constructor: object = Module;
  return constructor as ModuleInternals;
}
