import type ts from 'typescript';

/** The compiler's module. */
export type TypeScript = typeof ts;

/** The compiler, once `loadTypescript` has been called; every entry point of this room calls it first. */
export let typescript: TypeScript;

declare const require: (name: 'typescript') => TypeScript;

let loader: () => TypeScript = () => require('typescript');

/** Replaces how the compiler is loaded (about 200 ms from a cold start), for instance by a copy with cached bytecode. */
export function setTypescriptLoader(load: () => TypeScript): void {
  loader = load;
}

/** The compiler, loaded on first use. */
export function loadTypescript(): TypeScript {
  typescript ??= loader();
  return typescript;
}
