import type ts from 'typescript';
import type { CellFacts } from '../../language';
import { cellPrograms, type ProgramOf } from '../cell-program';
import { isUpToDate, recorded } from '../names/looked-up';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { cellDiagnostics } from './cell-diagnostics';
import { cellFacts } from './cell-facts';

type Syntax = readonly ts.DiagnosticWithLocation[];

/** The facts of cells in earlier versions of their notebooks. */
export class FactsMemory {
  readonly #syntax = new WeakMap<ts.SourceFile, Syntax>();
  readonly #facts = new WeakMap<ResolvedCell, ReturnType<typeof recorded> & { readonly facts: CellFacts }>();

  /** The facts of each code cell; those of a cell are found again when it, or a cell that declares what it asked for, has changed. */
  recall(notebook: NotebookNames, programOfAll: () => ProgramOf): CellFacts[] {
    this.#readSyntax(notebook.cells, programOfAll);
    return notebook.cells.map(cell => {
      const known = this.#facts.get(cell);
      if (known !== undefined && isUpToDate(known.lookedUp, notebook)) return known.facts;
      const record = recorded(notebook);
      const facts = cellFacts(cell, record.notebook, cellDiagnostics(cell, record.notebook, this.#syntax.get(cell.file) ?? []));
      this.#facts.set(cell, { ...record, facts });
      return facts;
    });
  }

  #readSyntax(cells: readonly ResolvedCell[], programOfAll: () => ProgramOf): void {
    const unread = cells.filter(({ file }) => !this.#syntax.has(file));
    if (unread.length === 0) return;
    const programOf = unread.length === cells.length ? programOfAll() : cellPrograms(unread);
    for (const { file } of unread) this.#syntax.set(file, programOf(file).getSyntacticDiagnostics(file));
  }
}
