import type ts from 'typescript';
import type { Cell } from '../../notebook/cell';
import type { NotebookCode } from '../code';
import type { Language, Parameter } from '../language';
import { cellProgram } from './cell-program';
import { notebookCode } from './code/notebook-code';
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
  const facts = new FactsMemory();
  return {
    name,
    analyse: cells => {
      const { notebook, program } = resolve(cells);
      return facts.recall(notebook, program);
    },
    fixes: (diagnostic, cells) => sourceFixes(diagnostic, resolve(cells).notebook),
    parameters: cell => parameters(cell, { name }),
    compile: cells => compile(resolve(cells), { name })
  };
}

interface Resolved {
  readonly notebook: NotebookNames;
  readonly program: () => ts.Program;
}

/** A notebook is resolved once for `analyse` and `compile`. */
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
  let program: ts.Program | null = null;
  return { notebook, program: () => (program ??= cellProgram(notebook.cells)) };
}

function parameters(cell: Cell, dialect: Dialect): Parameter[] {
  loadTypescript();
  return literalAssignments(parseCell(cell, dialect)).map(({ parameter }) => parameter);
}

/** Code names its cells by position: what was read when a cell stood elsewhere is read again. */
function compile({ notebook, program }: Resolved, dialect: Dialect): NotebookCode {
  const cells = notebook.cells.map(({ cell }) => cell);
  if (notebook.cells.every(({ cell, file }) => parseCell(cell, dialect).file === file)) return notebookCode(notebook, program());
  const fresh = resolvedBy(resolveNotebook(cells, dialect, new CellMemory()));
  return notebookCode(fresh.notebook, fresh.program());
}
