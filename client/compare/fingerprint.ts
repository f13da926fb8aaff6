import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFunctionText } from '../../src/artifact/closure/function-text';
import { releaseInspected, scopesOf, type Scope } from '../../src/artifact/closure/scope-chain';
import { namingContext } from '../../src/artifact/naming-context';
import { encodeValue } from '../../src/artifact/encode-variables';
import { isHeadwaterError } from '../../src/errors';

/** What stands for a function and all that it takes from around it; or why nothing can. */
export type Fingerprint = { readonly key: string; readonly reason: null } | { readonly key: null; readonly reason: string };

/** Node's own modules whose functions people use in a calculation. */
const nodeModules = ['path', 'util', 'crypto', 'url', 'os', 'assert', 'buffer', 'zlib', 'perf_hooks', 'timers/promises'];

/** A function takes something from around it whose content cannot be told; the message says what. */
class Untold extends Error {}

/**
 * A function's text with the content of every variable that it takes from around it, functions among them with theirs. Modules count by their
 * file's name and version in `node_modules`. Equal fingerprints: the same code on the same values.
 */
export function fingerprint(work: (...args: never[]) => unknown): Fingerprint {
  try {
    return { key: hashFunction(work, new Map()), reason: null };
  } catch (error) {
    if (error instanceof Untold) return { key: null, reason: error.message };
    throw error;
  } finally {
    releaseInspected();
  }
}

function hashFunction(work: object, seen: Map<object, number>): string {
  const source = Function.prototype.toString.call(work);
  const text = readFunctionText(source);
  const outside = whatFromOutside(source);
  if (outside !== null) throw new Untold(outside);
  if (text === null || text.needs !== null) throw new Untold(`it uses a function whose text does not say it all: ${source.slice(0, 60)}`);
  seen.set(work, seen.size);
  const scopes = scopesOf(work);
  const home = seen.size === 1 ? null : homeOf(scopes);
  if (home !== null) return `${home} ${createHash('sha1').update(source).digest('hex')}`;
  const shared = kernelNames(source, text.names);
  const names = new Set([...[...text.names].filter(name => shared.length === 0 || name !== 'exports'), ...shared]);
  const parts = [...names].sort().map(name => {
    const scope = shared.includes(name) ? undefined : scopes.find(({ variables }) => Object.hasOwn(variables, name));
    const holder = scope?.variables ?? kernelVariables(name) ?? globalThis;
    if (!(name in holder)) throw new Untold(`it uses '${name}', which is not to be seen from here`);
    return `${name} ${hashValue(name, Reflect.get(holder, name), holder === globalThis, seen)}`;
  });
  return createHash('sha1')
    .update(JSON.stringify([source, parts]))
    .digest('hex');
}

/** What a function may take from outside of its variables, by the names of its text: not to be told from here. */
function whatFromOutside(source: string): string | null {
  const [reads] =
    /\b(readFile\w*|createReadStream|openSync|openAsBlob|readParquet|readArrow|readdir\w*|execFile\w*|exec\w*Sync|spawn\w*|fetch)(?=\s*\)?\s*\()/.exec(
      source
    ) ?? [];
  if (reads !== undefined)
    return `it calls ${reads}(…), and what that gives may have changed; read it before, in a variable, and its content counts`;
  const [chance] =
    /\bMath\s*\.\s*random\b|\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\s*\.\s*now\b|\bprocess\s*\.\s*(env|argv|cwd)\b/.exec(
      source
    ) ?? [];
  return chance === undefined ? null : `it uses ${chance}, which is another one each time`;
}

/** Where a function is from that lives in a package's module, whose version stands for what it uses; null for any other. */
function homeOf(scopes: readonly Scope[]): string | null {
  const loaded = createRequire(__filename).cache;
  for (const { variables } of scopes) {
    const file: unknown = Object.hasOwn(variables, '__filename') ? Reflect.get(variables, '__filename') : null;
    if (typeof file === 'string' && loaded[file] !== undefined && file.includes('node_modules')) return `module ${versionOf(file)}`;
  }
  return null;
}

/** In a kernel, a cell's text says `exports.x` for every variable of the cells. */
function kernelNames(source: string, names: ReadonlySet<string>): string[] {
  if (!names.has('exports')) return [];
  const found = [...source.matchAll(/\bexports\.([\p{L}_$][\p{L}\p{N}_$]*)/gu)].flatMap(([, name]) => name ?? []);
  if (found.length < [...source.matchAll(/\bexports\b/g)].length) throw new Untold('it uses `exports` as a whole');
  return [...new Set(found)];
}

/** The variables of a tslab kernel's cells, where one has this name. */
function kernelVariables(name: string): object | null {
  const kernel: unknown = Reflect.get(globalThis, '__tslab__');
  const variables: unknown = typeof kernel === 'object' && kernel !== null ? Reflect.get(kernel, 'exports') : null;
  return typeof variables === 'object' && variables !== null && Object.hasOwn(variables, name) ? variables : null;
}

function hashValue(name: string, value: unknown, isGlobal: boolean, seen: Map<object, number>): string {
  const module = moduleOf(value);
  if (module !== null) return module;
  if (typeof value === 'function') {
    const known = seen.get(value);
    if (known !== undefined) return `function ${known}`;
    const builtin = nodeModules.find(id => Object.values(createRequire(__filename)(id) as object).includes(value));
    if (builtin !== undefined) return `node ${process.version} ${builtin} ${value.name}`;
    const isNative = /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(value));
    return isNative && isGlobal ? 'builtin' : hashFunction(value, seen);
  }
  // Objects of the engine's own, such as Math and console.
  if (isGlobal && typeof value === 'object') return 'builtin';
  return hashData(name, value);
}

function hashData(name: string, value: unknown): string {
  try {
    return encodeValue(name, value, namingContext).key;
  } catch (error) {
    if (isHeadwaterError(error)) throw new Untold(error.message);
    throw error;
  }
}

/** What a loaded module exports, or TypeScript's wrapping of it; null for anything else. A package is known by its folder and version. */
function moduleOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const inner: unknown = Object.hasOwn(value, 'default') ? Reflect.get(value, 'default') : value;
  const loaded = createRequire(__filename).cache;
  for (const id of Object.keys(loaded)) {
    const exported: unknown = loaded[id]?.exports;
    if (exported !== value && exported !== inner) continue;
    return `module ${/^.*node_modules/.test(id) ? versionOf(id) : id}`;
  }
  return null;
}

/** Its package's folder with the version that its manifest has. */
function versionOf(id: string): string {
  const folder = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? id;
  try {
    const { version } = createRequire(__filename)(`${folder}/package.json`) as { readonly version?: string };
    return `${id} ${version ?? ''}`;
  } catch {
    return id;
  }
}
