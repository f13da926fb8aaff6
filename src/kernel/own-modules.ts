import { createRequire, Module } from 'node:module';
import { join } from 'node:path';

interface FileSystem {
  fileExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  directoryExists(path: string): boolean;
  realpath?(path: string): string;
}

interface Resolver {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
}

/**
 * Lets cells import `headwater`, and `apache-arrow`, from a folder where neither is installed: both the compiler and Node find this package's
 * own. Nothing is written; what is installed in the notebook's folder or above it comes first. Must be called before a converter is made.
 */
export function offerOwnModules(folder: string, packageRoot: string): void {
  const fromFolder = createRequire(join(folder, 'cell.js'));
  const own = createRequire(join(packageRoot, 'package.json'));
  const places = new Map<string, string>();
  if (!canResolve(fromFolder, 'headwater')) places.set('headwater', packageRoot);
  if (!canResolve(fromFolder, 'apache-arrow')) places.set('apache-arrow', packageFolder(own, 'apache-arrow'));
  offerToNode(places);
  offerToCompiler(folder, places);
}

function canResolve(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function packageFolder(own: NodeJS.Require, name: string): string {
  const file = own.resolve(name);
  const part = join('node_modules', name);
  return file.slice(0, file.lastIndexOf(part) + part.length);
}

function offerToNode(places: ReadonlyMap<string, string>): void {
  const constructor: object = Module;
  const resolver = constructor as Resolver;
  const resolve = resolver._resolveFilename;
  resolver._resolveFilename = function (request, ...rest) {
    try {
      return Reflect.apply(resolve, this, [request, ...rest]);
    } catch (error) {
      const place = places.get(request);
      if (place === undefined) throw error;
      return createRequire(join(place, 'package.json')).resolve(place);
    }
  };
}

/** tslab's compiler looks in `node_modules` of the notebook's folder. */
function offerToCompiler(folder: string, places: ReadonlyMap<string, string>): void {
  const { sys } = createRequire(require.resolve('tslab/dist/converter.js'))('@tslab/typescript-for-tslab') as { sys: FileSystem };
  const modules = `${folder.replaceAll('\\', '/').replace(/\/$/, '')}/node_modules`;
  const moved = [...places].map(([name, place]) => [`${modules}/${name}`, place.replaceAll('\\', '/')] as const);
  const forward = (path: string): string => {
    for (const [from, to] of moved) if (path === from || path.startsWith(`${from}/`)) return to + path.slice(from.length);
    return path;
  };
  const { fileExists, readFile, directoryExists, realpath } = sys;
  sys.fileExists = path => fileExists.call(sys, forward(path));
  sys.readFile = (path, encoding) => readFile.call(sys, forward(path), encoding);
  sys.directoryExists = path => directoryExists.call(sys, forward(path));
  if (realpath !== undefined) sys.realpath = path => realpath.call(sys, forward(path));
}
