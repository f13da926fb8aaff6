import { createRequire } from 'node:module';

/** Content of a `display_data` or `update_display_data` message. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
interface DisplayContent {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id: string };
}

/** Sends such a message in the name of one cell. */
export type WriteDisplay = (content: DisplayContent, isUpdate: boolean) => void;

/** What our kernel tells about its cells; null in stock tslab, and outside of kernels. */
interface KernelCells {
  /** Identifier of the cell that runs or ran last; null where the front end gives none. */
  readonly cell: string | null;
  /** Called before each cell. */
  readonly begins: Set<(cell: string | null) => void>;
  /** Called after each cell, before it is told that it has ended. */
  readonly ends: Set<() => void>;
}

/** Where our kernel tells it: a property of `globalThis`, since the client is loaded like any other module of the user's. */
const cellsKey = Symbol.for('headwater.cells');

/** What our kernel tells about its cells; null where there is none. */
export function kernelCells(): KernelCells | null {
  return (Reflect.get(globalThis, cellsKey) as KernelCells | undefined) ?? null;
}

let jupyter: object | null | undefined;

/**
 * Writes outputs of the cell that runs or ran last, another function for each cell; null where nothing can be displayed. tslab's own `display`
 * finds its way out by the same variable.
 */
export function displayWriter(): WriteDisplay | null {
  if (jupyter === undefined) jupyter = loadedJupyter();
  return jupyter === null ? null : ((Reflect.get(jupyter, 'lastWriteDisplayData') as WriteDisplay | null | undefined) ?? null);
}

/** tslab's module, if this process is one of its kernels. */
function loadedJupyter(): object | null {
  const { cache } = createRequire(__filename);
  const found = Object.keys(cache).find(each => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(each));
  return found === undefined ? null : (cache[found]?.exports as object);
}
