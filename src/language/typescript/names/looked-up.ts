import type { NotebookNames } from './notebook-names';
import type { ResolvedCell } from './resolved-cell';

type Cells = readonly ResolvedCell[] | undefined;

/** What was asked about names among all cells, with the answers. */
interface LookedUp {
  readonly declaring: ReadonlyMap<string, Cells>;
  readonly binding: ReadonlyMap<string, Cells>;
  readonly onlyTypes: ReadonlyMap<string, boolean>;
}

/** A notebook's names, and a record of what is asked about them. */
export function recorded(notebook: NotebookNames): { readonly notebook: NotebookNames; readonly lookedUp: LookedUp } {
  const [declaring, binding, onlyTypes] = [new Map<string, Cells>(), new Map<string, Cells>(), new Map<string, boolean>()];
  const getDeclaring = kept(declaring, name => notebook.declaring.get(name));
  return {
    notebook: {
      ...notebook,
      declaring: { get: getDeclaring, has: name => getDeclaring(name) !== undefined },
      binding: { get: kept(binding, name => notebook.binding.get(name)) },
      isOnlyType: kept(onlyTypes, notebook.isOnlyType)
    },
    lookedUp: { declaring, binding, onlyTypes }
  };
}

function kept<T>(answers: Map<string, T>, ask: (name: string) => T): (name: string) => T {
  return name => {
    const answer = ask(name);
    answers.set(name, answer);
    return answer;
  };
}

/** True when the same questions have the same answers now. */
export function isUpToDate({ declaring, binding, onlyTypes }: LookedUp, notebook: NotebookNames): boolean {
  return (
    [...declaring].every(([name, cells]) => areSame(cells, notebook.declaring.get(name))) &&
    [...binding].every(([name, cells]) => areSame(cells, notebook.binding.get(name))) &&
    [...onlyTypes].every(([name, answer]) => notebook.isOnlyType(name) === answer)
  );
}

function areSame(before: Cells, now: Cells): boolean {
  if (now === before) return true;
  return now !== undefined && before !== undefined && now.length === before.length && now.every((cell, i) => cell === before[i]);
}
