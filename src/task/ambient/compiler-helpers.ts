/**
 * True for a property of globalThis that the package `tslib` has put there, as any module does that loads it (apache-arrow is one): helpers
 * of compiled code (`__extends`, `__awaiter`), the same in every process and used by nobody through globalThis.
 */
export function isCompilerHelper(name: string, value: unknown): boolean {
  if (!name.startsWith('__') || typeof value !== 'function') return false;
  if (!known.has(value)) noteHelpers();
  return known.has(value);
}

const known = new WeakSet<object>();

function noteHelpers(): void {
  for (const [file, module] of Object.entries(require.cache))
    if (/[\\/]tslib[\\/]tslib\.js$/.test(file) && module !== undefined)
      for (const helper of Object.values(module.exports as object)) if (typeof helper === 'function') known.add(helper as object);
}
