import type { NotebookNames } from './notebook-names';
import type { ResolvedCell } from './resolved-cell';

/** The names that were asked for among all cells, with the cells that declared them. */
type LookedUp = ReadonlyMap<string, readonly ResolvedCell[] | undefined>;

/** A notebook's names, and a record of which of them are asked for. */
export function recorded(notebook: NotebookNames): { readonly notebook: NotebookNames; readonly lookedUp: LookedUp } {
  const lookedUp = new Map<string, readonly ResolvedCell[] | undefined>();
  const get = (name: string): readonly ResolvedCell[] | undefined => {
    const found = notebook.declaring.get(name);
    lookedUp.set(name, found);
    return found;
  };
  return { notebook: { ...notebook, declaring: { get, has: name => get(name) !== undefined } }, lookedUp };
}

/** True when asking for the same names gives the same cells now. */
export function isUpToDate(lookedUp: LookedUp, { declaring }: NotebookNames): boolean {
  for (const [name, found] of lookedUp) {
    const now = declaring.get(name);
    if (now === found) continue;
    if (now === undefined || found === undefined || now.length !== found.length || now.some((cell, i) => cell !== found[i])) return false;
  }
  return true;
}
