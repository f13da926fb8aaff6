import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadTypescript } from '../language/typescript/load-typescript';

/** A file of the user's own that a notebook imports, directly or through others. */
export interface LocalModule {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/** What may be left out of a relative import, in the order in which it is tried. */
const endings = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

/** The local files that the sources import by relative path, transitively, each once, sorted by path. Files that cannot be found are left out: running says so. */
export function findLocalModules(sources: readonly string[], folder: string): readonly LocalModule[] {
  const found = new Map<string, LocalModule>();
  for (const source of sources) collect(source, folder, found);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Names of the packages that the sources import, without subpaths; Node's own modules left out. Sorted. */
export function findPackages(sources: readonly string[]): readonly string[] {
  const names = sources.flatMap(importsOf).filter(name => !/^(\.|\/|node:)/.test(name));
  return [...new Set(names.map(packageName))].sort();
}

function collect(source: string, folder: string, found: Map<string, LocalModule>): void {
  for (const name of importsOf(source)) {
    const path = name.startsWith('.') ? resolveFile(resolve(folder, name)) : null;
    if (path === null || found.has(path)) continue;
    const text = readFileSync(path, 'utf8');
    found.set(path, { path, text });
    if (!path.endsWith('.json')) collect(text, dirname(path), found);
  }
}

function importsOf(source: string): readonly string[] {
  return loadTypescript()
    .preProcessFile(source, true, true)
    .importedFiles.map(each => each.fileName);
}

/** A `.js` import may mean the `.ts` file beside it. */
function resolveFile(path: string): string | null {
  const candidates = [...endings.map(ending => path + ending), path.replace(/\.([cm]?)js$/, '.$1ts')];
  return candidates.find(each => existsSync(each) && statSync(each).isFile()) ?? null;
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** The version of a package as it is resolved from a folder, walking up through `node_modules`; null when it is not installed. */
export function installedVersion(name: string, folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const manifest = join(at, 'node_modules', name, 'package.json');
    if (existsSync(manifest)) return readVersion(manifest);
    if (dirname(at) === at) return null;
  }
}

function readVersion(manifest: string): string | null {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown };
  return typeof version === 'string' ? version : null;
}
