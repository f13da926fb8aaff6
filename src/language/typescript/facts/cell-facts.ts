import type ts from 'typescript';
import type { CellFacts, Definition, NameUse } from '../../language';
import type { Diagnostic } from '../../../diagnostic';
import type { Reference } from '../names/cell-names';
import { roleOf } from '../../../notebook/cell-role';
import { isErased } from '../names/declared-names';
import { isWrite, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import type { Unit } from '../names/outline';
import { typescript } from '../load-typescript';
import { appendingLoop } from './appending-loop';
import { foreachFacts } from './foreach-facts';
import { nameUses, rangeOf, uniqueNames } from './name-use';
import { areQuiet } from './quiet-code';
import { isRead, reachedReferences } from './reached-references';

/** What a cell defines, reads and writes at its top level. */
export function cellFacts(cell: ResolvedCell, notebook: NotebookNames, diagnostics: readonly Diagnostic[]): CellFacts {
  const { file } = cell;
  const reached = reachedReferences(
    cell,
    cell.references.filter(({ unit }) => unit === null)
  );
  return {
    cell: cell.cell.id,
    index: cell.cell.index,
    definitions: [...valueDefinitions(cell, notebook), ...typeDefinitions(cell)],
    reads: nameUses(outerReads(cell, notebook, reached), file),
    writes: nameUses([...declaredValues(cell), ...reached.filter(({ access }) => isWrite(access))], file),
    mutates: nameUses(
      reached.filter(({ mutates }) => mutates),
      file
    ),
    foreach: foreachFacts(cell, notebook),
    appends: appendsTo(cell, notebook),
    quiet: roleOf(cell.cell).kind === 'scratch' && onlyShows(cell, notebook),
    onlyDefines: file.statements.every(statement => onlyDefines(statement, cell)),
    diagnostics
  };
}

function onlyShows(cell: ResolvedCell, notebook: NotebookNames): boolean {
  const running = cell.file.statements.filter(statement => !onlyDefines(statement, cell));
  return areQuiet(running, cell, notebook);
}

function appendsTo(cell: ResolvedCell, notebook: NotebookNames): NameUse | null {
  const found = roleOf(cell.cell).kind === 'step' ? appendingLoop(cell, notebook) : null;
  return found === null ? null : { name: found.name, range: rangeOf(found.loop.initializer, cell.file) };
}

function valueDefinitions(cell: ResolvedCell, notebook: NotebookNames): Definition[] {
  return [...cell.outline.units.values()].map(unit => {
    const inside = cell.references.filter(reference => reference.unit === unit.name);
    return {
      name: unit.name,
      range: rangeOf(unit.node, cell.file),
      kind: unit.kind,
      reads: uniqueNames(inside.filter(reference => isRead(reference, notebook))),
      writes: uniqueNames(inside.filter(({ access }) => isWrite(access))),
      mutates: uniqueNames(inside.filter(({ mutates }) => mutates)),
      module: unit.import?.module ?? null
    };
  });
}

function typeDefinitions(cell: ResolvedCell): Definition[] {
  const types = [...cell.outline.types].filter(([name]) => !cell.outline.units.has(name));
  return types.map(([name, node]) => ({
    name,
    range: rangeOf(node, cell.file),
    kind: 'type',
    reads: [],
    writes: [],
    mutates: [],
    module: null
  }));
}

/** Reads of what the cell did not make itself: a name that it declares starts afresh, and one that it surely assigned before is its own. */
function outerReads(cell: ResolvedCell, notebook: NotebookNames, reached: readonly Reference[]): Reference[] {
  const assigned = surelyAssigned(reached);
  return reached.filter(reference => {
    if (cell.declared.has(reference.name) || !isRead(reference, notebook)) return false;
    return reference.statement <= (assigned.get(reference.name) ?? Infinity);
  });
}

/** Index of the first statement that assigns a name whatever happens. */
function surelyAssigned(references: readonly Reference[]): ReadonlyMap<string, number> {
  const assigned = new Map<string, number>();
  for (const { name, access, deferred, conditional, statement } of references) {
    if (access !== 'write' || deferred || conditional) continue;
    assigned.set(name, Math.min(statement, assigned.get(name) ?? Infinity));
  }
  return assigned;
}

function declaredValues(cell: ResolvedCell): { readonly name: string; readonly node: ts.Identifier }[] {
  return [...cell.declared.values()].filter(({ name }) => !cell.outline.units.has(name));
}

function onlyDefines(statement: ts.Statement, cell: ResolvedCell): boolean {
  if (isErased(statement) || typescript.isEmptyStatement(statement)) return true;
  if (typescript.isImportDeclaration(statement)) return statement.importClause !== undefined;
  const units = [...cell.outline.units.values()];
  if (!typescript.isVariableStatement(statement)) return isImportRequire(statement) || units.some(({ parts }) => parts.includes(statement));
  return statement.declarationList.declarations.every(declaration => units.some(unit => isMadeBy(unit, declaration)));
}

function isImportRequire(statement: ts.Statement): boolean {
  return typescript.isImportEqualsDeclaration(statement) && typescript.isExternalModuleReference(statement.moduleReference);
}

function isMadeBy(unit: Unit, declaration: ts.VariableDeclaration): boolean {
  return unit.initializer !== null && unit.node === declaration.name;
}
