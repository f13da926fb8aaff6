import Module, { createRequire, syncBuiltinESMExports } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileWatch } from '../ambient/file-watch';
import { unwatched } from '../ambient/unwatched';
import { noteSource } from './module-sources';
import { starterModules, wrapStarters } from '../ambient/wrap-programs';
import { wrap } from '../ambient/wrap-files';

interface ModuleInternals {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
  _load: (this: unknown, request: string, ...rest: unknown[]) => unknown;
  _extensions: Record<string, (module: { _compile(code: string, file: string): void }, file: string) => void>;
  prototype: { _compile: (this: unknown, code: string, file: string, ...rest: unknown[]) => unknown };
}

/** `headwater` and `apache-arrow` must be found, and be one module each, from wherever they are required. */
export function redirectRequests(packageRoot: string, tslab: object): void {
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

/** What is required may be a file that a step makes, a module that starts programs, or native code that reads and writes files by itself. */
export function watchRequests(watch: FileWatch, packageRoot: string): void {
  const internals = moduleInternals();
  const resolve = internals._resolveFilename;
  const load = internals._load;
  internals._resolveFilename = function (request, ...rest) {
    try {
      return Reflect.apply(resolve, this, [request, ...rest]);
    } catch (error) {
      for (const file of candidates(request, rest[0])) watch.read(file);
      throw error;
    }
  };
  internals._load = function (request, ...rest) {
    const loaded = Reflect.apply(load, this, [request, ...rest]);
    return wrapIfStarter(String(request).replace(/^node:/, ''), loaded, watch, packageRoot);
  };
  const isOwn = (file: unknown): boolean => typeof file === 'string' && /[\\/](koffi|lz4-napi)/.test(file);
  wrap(process, 'dlopen', (_, [, file]) => (isOwn(file) ? undefined : watch.outsider(`loads '${path.basename(String(file))}'`)), watch);
}

/** ES modules do not ask through `require`: what they may import is made ready before. */
export function wrapForImports(watch: FileWatch, packageRoot: string): void {
  for (const name of ['child_process', 'worker_threads']) wrapIfStarter(name, require(name), watch, packageRoot);
  syncBuiltinESMExports();
}

/** Local files that an ES module is made of, which Node reads unseen. */
export function noteImports(specifier: string, folder: string, watch: FileWatch, seen: Set<string> = new Set()): void {
  if (!/^[./]/.test(specifier)) return;
  const file = path.resolve(folder, specifier);
  if (seen.has(file)) return;
  seen.add(file);
  watch.read(file);
  if (!unwatched.existsSync(file)) return;
  const text = unwatched.readFileSync(file, 'utf8');
  noteSource(file, text);
  for (const [, inner = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g))
    noteImports(inner, path.dirname(file), watch, seen);
}

const wrapped = new WeakSet<object>();

function wrapIfStarter(name: string, loaded: unknown, watch: FileWatch, packageRoot: string): unknown {
  if (!starterModules.includes(name) || typeof loaded !== 'object' || loaded === null || wrapped.has(loaded)) return loaded;
  wrapped.add(loaded);
  wrapStarters(loaded, watch, packageRoot);
  return loaded;
}

/** The files that a relative request may mean. */
function candidates(request: string, parent: unknown): string[] {
  if (!/^[./]/.test(request)) return [];
  const from = typeof parent === 'object' && parent !== null && 'filename' in parent ? String(parent.filename) : '';
  const file = path.resolve(path.dirname(from), request);
  return ['', '.js', '.json', '.node', '.ts', '/index.js', '/index.ts'].map(ending => file + ending);
}

function clientFile(packageRoot: string): string {
  const { main } = JSON.parse(unwatched.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { main: string };
  return path.join(packageRoot, main);
}

/** Local `.ts` modules can be imported, as in tslab; the compiler is loaded only then. */
export function acceptTypeScript(): void {
  const internals = moduleInternals();
  internals._extensions['.ts'] ??= (module, file) => {
    const { transpileModule, ModuleKind, ScriptTarget } = createRequire(__filename)('typescript') as typeof import('typescript');
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true };
    module._compile(transpileModule(readFileSync(file, 'utf8'), { fileName: file, compilerOptions }).outputText, file);
  };
  // Whoever compiles a local module, TypeScript or not, hands its JavaScript over here.
  const { prototype } = internals;
  const compile = prototype._compile;
  prototype._compile = function (code, file, ...rest) {
    if (!/[\\/]node_modules[\\/]/.test(file)) noteSource(file, code);
    return Reflect.apply(compile, this, [code, file, ...rest]);
  };
}

/** Node's hooks into CommonJS loading, which its types leave out. */
function moduleInternals(): ModuleInternals {
  const constructor: object = Module;
  return constructor as ModuleInternals;
}
