import type ts from 'typescript';
import type { CellCode, DefinitionCode, ForeachCode, NotebookCode } from '../../code';
import { cellPrograms, type ProgramOf } from '../cell-program';
import { guardedNames, isStrict } from '../facts/kernel-differences';
import { isUpToDate, recorded } from '../names/looked-up';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import type { Unit } from '../names/outline';
import { hoistedStatements, ranStatements } from './cell-statements';
import { definitionExpression, importText } from './definition-expression';
import { emitPieces, type Emitted, type Piece } from './emit';
import { foreachPieces } from './foreach-pieces';
import { madeOf } from './made-of';
import { cellRewrite, type CellRewrite, type Rewriter } from './rewrite';
import { rewriterFor } from './visitor';

/** The JavaScript of cells in earlier versions of their notebooks. */
export class CodeMemory {
  readonly #code = new WeakMap<ResolvedCell, ReturnType<typeof recorded> & { readonly code: CellCode }>();

  /** JavaScript of every code cell; that of a cell is made again when it, or something that it asked about names, has changed. */
  recall(notebook: NotebookNames, programOfAll: () => ProgramOf): NotebookCode {
    const stale = notebook.cells.filter(cell => {
      const known = this.#code.get(cell);
      return known === undefined || !isUpToDate(known.lookedUp, notebook);
    });
    if (stale.length > 0) this.#make(stale, notebook, stale.length === notebook.cells.length ? programOfAll() : cellPrograms(stale));
    return { cells: notebook.cells.flatMap(cell => this.#code.get(cell)?.code ?? []) };
  }

  #make(cells: readonly ResolvedCell[], notebook: NotebookNames, programOf: ProgramOf): void {
    for (const cell of cells) {
      const record = recorded(notebook);
      this.#code.set(cell, { ...record, code: cellCode(cell, record.notebook, programOf(cell.file)) });
    }
  }
}

function cellCode(cell: ResolvedCell, notebook: NotebookNames, program: ts.Program): CellCode {
  const rewrite = cellRewrite(cell, notebook);
  const units = [...cell.outline.units.values()].filter(({ name }) => !isDroppedImport(rewrite, name));
  const made = units.filter(unit => unit.import === null);
  const pieces = [wholeBody(rewrite), ...made.map(unit => expressionPiece(rewrite, unit)), ...foreachPieces(rewrite)];
  const [body = nothing, ...emitted] = emitPieces(program, cell.file, pieces);
  return {
    cell: cell.cell.id,
    index: cell.cell.index,
    body: body.code,
    declares: [...cell.declared.keys()].filter(name => !isDroppedImport(rewrite, name)),
    contested: [...rewrite.contested],
    guarded: guardedNames(cell),
    strict: isStrict(cell),
    definitions: units.flatMap(unit => definitionCode(unit, emitted[made.indexOf(unit)], madeOf(cell, unit, notebook))),
    foreach: foreachCode(emitted.slice(made.length)),
    map: body.map
  };
}

const nothing: Emitted = { code: '', map: '' };

function isDroppedImport(rewrite: CellRewrite, name: string): boolean {
  return rewrite.cell.outline.units.get(name)?.kind === 'import' && rewrite.notebook.isOnlyType(name);
}

function wholeBody(rewrite: CellRewrite): Piece {
  const build = (rewriter: Rewriter): ts.Statement[] => [
    ...hoistedStatements(rewriter),
    ...ranStatements(rewriter, 0, rewrite.cell.file.statements.length)
  ];
  return { kind: 'body', build: context => build(rewriterFor(rewrite, context)) };
}

function expressionPiece(rewrite: CellRewrite, unit: Unit): Piece {
  return { kind: 'expression', build: context => definitionExpression(rewriterFor(rewrite, context), unit) };
}

function definitionCode(
  { name, kind, import: imported }: Unit,
  emitted: Emitted | undefined,
  ingredients: readonly string[]
): DefinitionCode[] {
  if (kind === 'type') return [];
  if (imported !== null) return [{ name, kind, expression: importText(imported), madeOf: [], module: imported.module, map: '' }];
  return emitted === undefined ? [] : [{ name, kind, expression: emitted.code, madeOf: ingredients, module: null, map: emitted.map }];
}

function foreachCode([split, item, join]: readonly Emitted[]): ForeachCode | null {
  if (split === undefined || item === undefined || join === undefined) return null;
  return { split: split.code, item: item.code, join: join.code, splitMap: split.map, itemMap: item.map, joinMap: join.map };
}
