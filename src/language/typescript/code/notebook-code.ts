import type ts from 'typescript';
import type { CellCode, DefinitionCode, ForeachCode, NotebookCode } from '../../code';
import type { ForeachSite } from '../names/foreach-site';
import type { NotebookNames, ResolvedCell } from '../names/notebook-names';
import type { Unit } from '../names/outline';
import { typescript } from '../load-typescript';
import { bindingTarget } from './binding-target';
import { assignment, identifier, statement as expressionStatement } from './build';
import { hoistedStatements, isOnlyType, ranStatements } from './cell-statements';
import { definitionExpression } from './definition-expression';
import { emitExpression, emitStatements, type Emitted } from './emit';
import { cellRewrite, type CellRewrite, type Rewriter } from './rewrite';
import { rewriterFor } from './visitor';

/** JavaScript of every code cell. */
export function notebookCode(notebook: NotebookNames, program: ts.Program): NotebookCode {
  return { cells: notebook.cells.map(cell => cellCode(cell, notebook, program)) };
}

function cellCode(cell: ResolvedCell, notebook: NotebookNames, program: ts.Program): CellCode {
  const rewrite = cellRewrite(cell, notebook);
  const end = cell.file.statements.length;
  const body = emitBody(rewrite, program, rewriter => [...hoistedStatements(rewriter), ...ranStatements(rewriter, 0, end)]);
  return {
    cell: cell.cell.id,
    index: cell.cell.index,
    body: body.code,
    declares: [...cell.declared.keys()].filter(name => !isDroppedImport(rewrite, name)),
    contested: [...rewrite.contested],
    definitions: definitionCodes(rewrite, program),
    foreach: foreachCode(rewrite, program),
    map: body.map
  };
}

function isDroppedImport(rewrite: CellRewrite, name: string): boolean {
  return rewrite.cell.outline.units.get(name)?.kind === 'import' && isOnlyType(rewrite, name);
}

function emitBody(rewrite: CellRewrite, program: ts.Program, build: (rewriter: Rewriter) => readonly ts.Statement[]): Emitted {
  return emitStatements(program, rewrite.cell.file, context => build(rewriterFor(rewrite, context)));
}

function definitionCodes(rewrite: CellRewrite, program: ts.Program): DefinitionCode[] {
  const units = [...rewrite.cell.outline.units.values()].filter(({ name }) => !isDroppedImport(rewrite, name));
  return units.flatMap(unit => definitionCode(rewrite, program, unit));
}

function definitionCode(rewrite: CellRewrite, program: ts.Program, unit: Unit): DefinitionCode[] {
  const { name, kind } = unit;
  if (kind === 'type') return [];
  const { code, map } = emitExpression(program, rewrite.cell.file, context => definitionExpression(rewriterFor(rewrite, context), unit));
  return [{ name, kind, expression: code, module: unit.import?.module ?? null, map }];
}

function foreachCode(rewrite: CellRewrite, program: ts.Program): ForeachCode | null {
  const [site] = rewrite.cell.foreachCalls;
  if (site === undefined) return null;
  const split = emitBody(rewrite, program, rewriter => [
    ...hoistedStatements(rewriter),
    ...ranStatements(rewriter, 0, site.statement),
    returned(rewriter.visit(site.items), site.items)
  ]);
  const item = emitBody(rewrite, program, rewriter => [itemStatement(rewriter, site)]);
  const join = emitBody(rewrite, program, rewriter => [
    joined(rewriter, site),
    ...ranStatements(rewriter, site.statement + 1, rewrite.cell.file.statements.length)
  ]);
  return { split: split.code, item: item.code, join: join.code, splitMap: split.map, itemMap: item.map, joinMap: join.map };
}

function returned(value: ts.Node, source: ts.Node): ts.Statement {
  return typescript.setSourceMapRange(typescript.factory.createReturnStatement(value as ts.Expression), source);
}

/** `return (<callback>)($item, $index)` */
function itemStatement(rewriter: Rewriter, { callback }: ForeachSite): ts.Statement {
  const { factory } = typescript;
  const visited = rewriter.visit(callback) as ts.Expression;
  const callee =
    typescript.isPropertyAccessExpression(visited) && typescript.isIdentifier(callback)
      ? factory.createComma(factory.createNumericLiteral(0), visited)
      : visited;
  const called = factory.createCallExpression(factory.createParenthesizedExpression(callee), undefined, [
    identifier('$item'),
    identifier('$index')
  ]);
  return returned(called, callback);
}

/** `<binding> = $items` */
function joined(rewriter: Rewriter, { binding, call, statement }: ForeachSite): ts.Statement {
  const isLast = statement === rewriter.cell.file.statements.length - 1;
  const items = identifier('$items');
  if (binding === null) return isLast ? assignment(identifier('$result'), items, call) : expressionStatement(items, call);
  if (typescript.isVariableDeclaration(binding)) return assignment(bindingTarget(rewriter, binding.name), items, binding);
  const assigned = assignment(rewriter.visit(binding.left) as ts.Expression, items, binding);
  return isLast
    ? assignment(
        identifier('$result'),
        typescript.factory.createParenthesizedExpression(typescript.isExpressionStatement(assigned) ? assigned.expression : items),
        binding
      )
    : assigned;
}
