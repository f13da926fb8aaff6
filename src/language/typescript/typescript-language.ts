import type ts from 'typescript';
import type { Cell } from '../../notebook/cell';
import type { NotebookCode } from '../code';
import type { CellFacts, Language, Parameter } from '../language';
import { cellProgram } from './cell-program';
import { notebookCode } from './code/notebook-code';
import { cellDiagnostics } from './facts/cell-diagnostics';
import { cellFacts } from './facts/cell-facts';
import { loadTypescript } from './load-typescript';
import { resolveNotebook, type NotebookNames } from './names/notebook-names';
import { literalAssignments } from './parameters';
import { parseCell, type Dialect } from './parse-cell';

/** TypeScript or JavaScript cells, with the meaning that tslab gives them; no types are checked. */
export function typescriptLanguage(name: Dialect['name']): Language {
  const resolve = resolver({ name });
  return {
    name,
    analyse: cells => analyse(resolve(cells)),
    parameters: cell => parameters(cell, { name }),
    compile: cells => compile(resolve(cells))
  };
}

interface Resolved {
  readonly notebook: NotebookNames;
  readonly program: ts.Program;
}

/** A notebook is resolved once for `analyse` and `compile`. */
function resolver(dialect: Dialect): (cells: readonly Cell[]) => Resolved {
  const known = new WeakMap<readonly Cell[], Resolved>();
  return cells => {
    const notebook = known.get(cells)?.notebook ?? resolveNotebook(cells, dialect);
    const resolved = known.get(cells) ?? { notebook, program: cellProgram(notebook.cells) };
    known.set(cells, resolved);
    return resolved;
  };
}

function analyse({ notebook, program }: Resolved): CellFacts[] {
  return notebook.cells.map(cell => cellFacts(cell, notebook, cellDiagnostics(cell, notebook, program)));
}

function parameters(cell: Cell, dialect: Dialect): Parameter[] {
  loadTypescript();
  return literalAssignments(parseCell(cell, dialect)).map(({ parameter }) => parameter);
}

function compile({ notebook, program }: Resolved): NotebookCode {
  return notebookCode(notebook, program);
}
