import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** A module that was run from its file, by way of the bytecode that an earlier process has kept of it. */
export interface LoadedModule {
  readonly exports: unknown;
  /** Keeps its bytecode for the next process, functions compiled by now included, unless that is done already. Takes some milliseconds. */
  save(): void;
}

/**
 * Runs a CommonJS module as `require` would, but with its bytecode from the user's cache folder: compiling is what a big program's start
 * costs most. The bytecode belongs to one file, as it is now, and one version of Node. Without a cache it is just compiled.
 */
export function loadModule(path: string): LoadedModule {
  const { script, file, isCached } = compile(path);
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (...names: unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  return {
    get exports() {
      return module.exports;
    },
    save: () => (isCached ? undefined : keep(file, script))
  };
}

/** Keeps the bytecode of a module that other processes will run, unless that is done already. */
export function compileAhead(path: string): void {
  const { script, file, isCached } = compile(path);
  if (!isCached) keep(file, script);
}

/** False on Node before 20.12, where code that is compiled here could not use `import()`. */
export const canLoadModules = 'USE_MAIN_CONTEXT_DEFAULT_LOADER' in constants;

function compile(path: string): { script: Script; file: string; isCached: boolean } {
  const file = cacheFile(path);
  const cachedData = readIfThere(file);
  const source = readFileSync(path, 'utf8').replace(/^#!.*/, '');
  const script = new Script(Module.wrap(source), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === null ? {} : { cachedData })
  });
  return { script, file, isCached: cachedData !== null && script.cachedDataRejected !== true };
}

function cacheFile(path: string): string {
  const folder = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const { size, mtimeMs } = statSync(path);
  return join(folder, 'headwater', 'bytecode', `${digest([path])}-${digest([size, mtimeMs, process.version, process.arch])}`);
}

function digest(identity: readonly unknown[]): string {
  return createHash('sha1').update(identity.join('|')).digest('hex').slice(0, 16);
}

function keep(file: string, script: Script): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, script.createCachedData(), { mode: 0o600 });
    renameSync(temporary, file);
    removeOlder(file);
  } catch {
    // A cache that cannot be written only costs time.
  }
}

/** Bytecode of the same file as it was before. */
function removeOlder(file: string): void {
  const [program = ''] = basename(file).split('-');
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith(`${program}-`) && name !== basename(file)) rmSync(join(dirname(file), name), { force: true });
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
