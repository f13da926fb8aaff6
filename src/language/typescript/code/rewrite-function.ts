import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { identifier } from './build';
import type { Rewriter } from './rewrite';

/** A function whose arrow functions use its `this` begins with `const $this = this`. */
export function rewriteFunction(rewriter: Rewriter, node: ts.Node): ts.Node {
  const { factory } = typescript;
  const visited = typescript.visitEachChild(node, rewriter.visit, rewriter.context);
  const declared = factory.createVariableDeclaration('$this', undefined, undefined, factory.createThis());
  const first = factory.createVariableStatement(undefined, factory.createVariableDeclarationList([declared], typescript.NodeFlags.Const));
  return withFirstStatements(visited, [first]);
}

/** A function with statements put at the start of its body, after directives. */
export function withFirstStatements(node: ts.Node, first: readonly ts.Statement[]): ts.Node {
  if (first.length === 0) return node;
  return typescript.visitEachChild(node, child => (isBodyOf(child, node) ? blockWith(child, first) : child), undefined);
}

function isBodyOf(child: ts.Node, node: ts.Node): child is ts.Block {
  return typescript.isBlock(child) && 'body' in node && node.body === child;
}

function blockWith(block: ts.Block, first: readonly ts.Statement[]): ts.Block {
  const isDirective = (statement: ts.Statement) =>
    typescript.isExpressionStatement(statement) && typescript.isStringLiteral(statement.expression);
  const end = block.statements.findIndex(statement => !isDirective(statement));
  const directives = end < 0 ? block.statements.length : end;
  const statements = [...block.statements.slice(0, directives), ...first, ...block.statements.slice(directives)];
  return typescript.factory.updateBlock(block, statements);
}

/** The variable `$this` as a parameter: `(($this) => value)(this)`. */
export function withThisParameter(value: ts.Expression): ts.Expression {
  const { factory } = typescript;
  const parameter = factory.createParameterDeclaration(undefined, undefined, identifier('$this'));
  const make = factory.createArrowFunction(undefined, undefined, [parameter], undefined, undefined, value);
  return factory.createCallExpression(factory.createParenthesizedExpression(make), undefined, [factory.createThis()]);
}
