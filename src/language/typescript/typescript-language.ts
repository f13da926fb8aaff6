import type { Cell } from '../../notebook/cell';
import type { NotebookCode } from '../code';
import type { CellFacts, Language, Parameter } from '../language';
import { cellProgram } from './cell-program';
import { notebookCode } from './code/notebook-code';
import { cellDiagnostics } from './facts/cell-diagnostics';
import { cellFacts } from './facts/cell-facts';
import { loadTypescript } from './load-typescript';
import { resolveNotebook } from './names/notebook-names';
import { literalAssignments } from './parameters';
import { parseCell, type Dialect } from './parse-cell';

/** TypeScript or JavaScript cells, with the meaning that tslab gives them; no types are checked. */
export function typescriptLanguage(name: Dialect['name']): Language {
  const dialect = { name };
  return {
    name,
    analyse: cells => analyse(cells, dialect),
    parameters: cell => parameters(cell, dialect),
    compile: cells => compile(cells, dialect)
  };
}

function analyse(cells: readonly Cell[], dialect: Dialect): CellFacts[] {
  const notebook = resolveNotebook(cells, dialect);
  const program = cellProgram(notebook.cells);
  return notebook.cells.map(cell => cellFacts(cell, notebook, cellDiagnostics(cell, notebook, program)));
}

function parameters(cell: Cell, dialect: Dialect): Parameter[] {
  loadTypescript();
  return literalAssignments(parseCell(cell, dialect)).map(({ parameter }) => parameter);
}

function compile(cells: readonly Cell[], dialect: Dialect): NotebookCode {
  const notebook = resolveNotebook(cells, dialect);
  return notebookCode(notebook, cellProgram(notebook.cells));
}
