import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { isVarList, listNames } from '../names/declared-names';
import { bindingTarget } from './binding-target';
import { valueFor } from './named-values';
import type { Rewriter } from './rewrite';

type HoldsVariables = ts.VariableStatement | ts.ForStatement | ts.ForInStatement | ts.ForOfStatement;

/** A `var` of a nested statement that all cells see becomes an assignment; null for other variables. */
export function rewriteVariables(rewriter: Rewriter, node: HoldsVariables): ts.Node | null {
  const { factory } = typescript;
  const list = typescript.isVariableStatement(node) ? node.declarationList : node.initializer;
  if (list === undefined || !typescript.isVariableDeclarationList(list) || !isShared(rewriter, list)) return null;
  if (typescript.isVariableStatement(node)) return asStatement(assigned(rewriter, list));
  const statement = rewriter.visit(node.statement) as ts.Statement;
  if (typescript.isForStatement(node)) {
    const [condition, incrementor] = [node.condition, node.incrementor].map(part => part && (rewriter.visit(part) as ts.Expression));
    return factory.updateForStatement(node, sequence(assigned(rewriter, list)), condition, incrementor, statement);
  }
  const [declaration] = list.declarations;
  if (declaration === undefined) return null;
  const target = bindingTarget(rewriter, declaration.name);
  const expression = rewriter.visit(node.expression) as ts.Expression;
  if (typescript.isForInStatement(node)) return factory.updateForInStatement(node, target, expression, statement);
  return factory.updateForOfStatement(node, node.awaitModifier, target, expression, statement);
}

/** True for a `var` list whose names are the cell's: local ones have no reference. */
function isShared(rewriter: Rewriter, list: ts.VariableDeclarationList): boolean {
  return isVarList(list) && listNames(list).some(node => rewriter.references.has(node));
}

function assigned(rewriter: Rewriter, list: ts.VariableDeclarationList): ts.Expression[] {
  return list.declarations.flatMap(({ name, initializer }) => {
    if (initializer === undefined) return [];
    const value = typescript.isIdentifier(name)
      ? valueFor(rewriter, name.text, initializer)
      : (rewriter.visit(initializer) as ts.Expression);
    return [typescript.factory.createAssignment(bindingTarget(rewriter, name), value)];
  });
}

function sequence(expressions: readonly ts.Expression[]): ts.Expression | undefined {
  const [first, ...rest] = expressions;
  return first === undefined ? undefined : rest.reduce((left, right) => typescript.factory.createComma(left, right), first);
}

function asStatement(expressions: readonly ts.Expression[]): ts.Statement {
  const whole = sequence(expressions);
  const { factory } = typescript;
  return whole === undefined
    ? factory.createEmptyStatement()
    : factory.createExpressionStatement(factory.createParenthesizedExpression(whole));
}
