import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { withoutTypes } from '../names/expressions';
import { named } from './build';
import type { Rewriter } from './rewrite';

/** True for a function or class expression without a name of its own, which takes that of the variable it is assigned to. */
export function isAnonymousDefinition(expression: ts.Expression): boolean {
  const inner = withoutTypes(expression);
  if (typescript.isArrowFunction(inner)) return true;
  return (typescript.isFunctionExpression(inner) || typescript.isClassExpression(inner)) && inner.name === undefined;
}

/** The new form of the value of a variable, with the name that the variable gives it. */
export function valueFor(rewriter: Rewriter, name: string, value: ts.Expression): ts.Expression {
  const visited = rewriter.visit(value) as ts.Expression;
  return isAnonymousDefinition(value) ? named(name, visited) : visited;
}
