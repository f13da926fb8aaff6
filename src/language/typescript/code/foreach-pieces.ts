import type ts from 'typescript';
import { typescript } from '../load-typescript';
import type { ForeachSite } from '../names/foreach-site';
import { bindingTarget } from './binding-target';
import { assignment, identifier, parenthesized, statement as expressionStatement } from './build';
import { hoistedStatements, ranStatements } from './cell-statements';
import type { Piece } from './emit';
import type { CellRewrite, Rewriter } from './rewrite';
import { plainCallee, rewriterFor } from './visitor';

/** The three parts of a cell's fan-out (see `ForeachCode`); none when it has no fan-out. */
export function foreachPieces(rewrite: CellRewrite): Piece[] {
  const [site] = rewrite.cell.foreachCalls;
  if (site === undefined) return [];
  const end = rewrite.cell.file.statements.length;
  return [
    part(rewrite, rewriter => [
      ...hoistedStatements(rewriter),
      ...ranStatements(rewriter, 0, site.statement),
      returned(rewriter.visit(site.items) as ts.Expression, site.items)
    ]),
    part(rewrite, rewriter => [itemStatement(rewriter, site)]),
    part(rewrite, rewriter => [joined(rewriter, site), ...ranStatements(rewriter, site.statement + 1, end)])
  ];
}

function part(rewrite: CellRewrite, build: (rewriter: Rewriter) => readonly ts.Statement[]): Piece {
  return { kind: 'body', build: context => build(rewriterFor(rewrite, context)) };
}

function returned(value: ts.Expression, source: ts.Node): ts.Statement {
  return typescript.setSourceMapRange(typescript.factory.createReturnStatement(value), source);
}

/** `return (<callback>)($item, $index)` */
function itemStatement(rewriter: Rewriter, { callback }: ForeachSite): ts.Statement {
  const callee = plainCallee(rewriter, callback) ?? parenthesized(rewriter.visit(callback) as ts.Expression);
  const args = [identifier('$item'), identifier('$index')];
  return returned(typescript.factory.createCallExpression(callee, undefined, args), callback);
}

/** `<binding> = $items` */
function joined(rewriter: Rewriter, { binding, call, statement }: ForeachSite): ts.Statement {
  const isLast = statement === rewriter.cell.file.statements.length - 1;
  const items = identifier('$items');
  if (binding === null) return isLast ? assignment(identifier('$result'), items, call) : expressionStatement(items, call);
  if (typescript.isVariableDeclaration(binding)) return assignment(bindingTarget(rewriter, binding.name), items, binding);
  const assigned = parenthesized(typescript.factory.createAssignment(rewriter.visit(binding.left) as ts.Expression, items));
  return isLast ? assignment(identifier('$result'), assigned, binding) : expressionStatement(assigned, binding);
}
