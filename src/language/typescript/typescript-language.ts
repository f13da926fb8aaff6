import type { Cell } from '../../notebook/cell';
import type { Language, Parameter } from '../language';
import { cellPrograms, type ProgramOf } from './cell-program';
import { CodeMemory } from './code/notebook-code';
import { FactsMemory } from './facts/facts-memory';
import { sourceFixes } from './fixes';
import { loadTypescript } from './load-typescript';
import { CellMemory } from './names/cell-memory';
import { resolveNotebook, type NotebookNames } from './names/notebook-names';
import { literalAssignments } from './parameters';
import { parseCell, type Dialect } from './parse-cell';

/**
 * TypeScript or JavaScript cells, with the meaning that tslab gives them; no types are checked. It remembers the cells that it has analysed:
 * keep it for the next version of a notebook.
 */
export function typescriptLanguage(name: Dialect['name']): Language {
  const resolve = resolver({ name });
  const [facts, code] = [new FactsMemory(), new CodeMemory()];
  return {
    name,
    analyse: cells => {
      const { notebook, programOf } = resolve(cells);
      return facts.recall(notebook, programOf);
    },
    fixes: (diagnostic, cells) => sourceFixes(diagnostic, resolve(cells).notebook),
    parameters: cell => parameters(cell, { name }),
    compile: cells => {
      const { notebook, programOf } = resolve(cells);
      return code.recall(notebook, programOf);
    }
  };
}

interface Resolved {
  readonly notebook: NotebookNames;
  readonly programOf: () => ProgramOf;
}

/** A notebook is resolved once for all that is asked of it. */
function resolver(dialect: Dialect): (cells: readonly Cell[]) => Resolved {
  const memory = new CellMemory();
  const known = new WeakMap<readonly Cell[], Resolved>();
  return cells => {
    const resolved = known.get(cells) ?? resolvedBy(resolveNotebook(cells, dialect, memory));
    known.set(cells, resolved);
    return resolved;
  };
}

function resolvedBy(notebook: NotebookNames): Resolved {
  let programOf: ProgramOf | null = null;
  return { notebook, programOf: () => (programOf ??= cellPrograms(notebook.cells)) };
}

function parameters(cell: Cell, dialect: Dialect): Parameter[] {
  loadTypescript();
  return literalAssignments(parseCell(cell, dialect)).map(({ parameter }) => parameter);
}
