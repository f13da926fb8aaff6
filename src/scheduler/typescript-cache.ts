import { existsSync } from 'node:fs';
import { setTypescriptLoader, type TypeScript } from '../language/typescript/load-typescript';
import { canLoadModules, compileAhead, loadModule, type LoadedModule } from '../start/bytecode';
import { entries } from './entries';

let loaded: LoadedModule | null = null;

/**
 * Lets this process load the TypeScript compiler from the bytecode that an earlier process has left in the user's cache folder: 45 ms
 * instead of 200.
 */
export function useCachedTypescript(): void {
  // Only the built package has a compiler of its own beside it.
  if (!canLoadModules || !existsSync(entries.compiler)) return;
  setTypescriptLoader(() => {
    loaded = loadModule(entries.compiler);
    return loaded.exports as TypeScript;
  });
}

/** Keeps the bytecode of the compiler for the next process. Takes time: call it when nothing waits. */
export function saveTypescriptCache(): void {
  loaded?.save();
}

/** Keeps the bytecode of what tasks' processes run: they are killed before they could. */
export function saveTaskBytecode(): void {
  if (canLoadModules) compileAhead(entries.taskProgram);
}
