import type ts from 'typescript';
import type { Fix } from '../../../notebook/fix';
import { moduleComment } from '../facts/cell-diagnostics';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { away, changesOf, isMarked, type Edit, type SourceFixer } from './source-fixer';

/** HW113: the export goes away and what it names stays; the `@module` comment too, where no cell imports the module. */
export const fixExport: SourceFixer = (diagnostic, cell, notebook) => {
  if (diagnostic.range === null) return withoutModule(diagnostic.about ?? '', cell, notebook);
  const statement = cell.file.statements.find(each => isMarked(each, diagnostic, cell));
  const edit = statement === undefined ? null : withoutExport(statement, cell);
  return edit === null ? [] : [{ title: 'Remove the export', changes: changesOf(cell, [edit]) }];
};

function withoutExport(statement: ts.Statement, cell: ResolvedCell): Edit | null {
  const start = statement.getStart(cell.file);
  if (typescript.isExportAssignment(statement)) {
    if (typescript.isIdentifier(statement.expression)) return away(statement, cell);
    return { start, end: statement.end, text: `(${statement.expression.getText(cell.file)});` };
  }
  if (typescript.isExportDeclaration(statement)) {
    if (statement.moduleSpecifier === undefined) return away(statement, cell);
    return statement.exportClause === undefined ? null : { start, end: start + 'export'.length, text: 'import' };
  }
  const name = typescript.isFunctionDeclaration(statement) || typescript.isClassDeclaration(statement) ? statement.name : undefined;
  const words = /^export\s+default\s+/.exec(cell.file.text.slice(start))?.[0];
  return name === undefined || words === undefined ? null : { start, end: start + words.length, text: '' };
}

function withoutModule(name: string, cell: ResolvedCell, { cells }: NotebookNames): Fix[] {
  const isImported = cells.some(({ outline }) =>
    [...outline.units.values()].some(unit => unit.import?.module.replace(/^\.\//, '') === name)
  );
  const comment = moduleComment(cell.file.text);
  if (isImported || comment === null) return [];
  const rest = /^\s*/.exec(cell.file.text.slice(comment.end))?.[0] ?? '';
  const edit = { start: comment.start, end: comment.end + rest.length, text: '' };
  return [{ title: "Remove the '@module' comment", changes: changesOf(cell, [edit]) }];
}
