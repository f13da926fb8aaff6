import type ts from 'typescript';
import { typescript } from '../load-typescript';

/** Short names for the nodes that code generation makes. */

/** `object.name`, or `object["name"]` where the name is no identifier. */
export function property(object: ts.Expression, name: string): ts.Expression {
  const { factory } = typescript;
  if (isIdentifierText(name)) return factory.createPropertyAccessExpression(object, name);
  return factory.createElementAccessExpression(object, factory.createStringLiteral(name));
}

function isIdentifierText(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);
}

/** `name(…arguments)` */
export function call(name: string, ...args: ts.Expression[]): ts.CallExpression {
  return typescript.factory.createCallExpression(identifier(name), undefined, args);
}

/** An identifier of the generated code. */
export function identifier(name: string): ts.Identifier {
  return typescript.factory.createIdentifier(name);
}

/** A string literal. */
export function text(value: string): ts.StringLiteral {
  return typescript.factory.createStringLiteral(value);
}

/** `(expression)` */
export function parenthesized(expression: ts.Expression): ts.Expression {
  return typescript.factory.createParenthesizedExpression(expression);
}

/** `(first, value)` */
export function after(first: ts.Expression, value: ts.Expression): ts.Expression {
  return parenthesized(typescript.factory.createComma(first, value));
}

/** `target = value` as a statement that error positions trace back to `source`. */
export function assignment(target: ts.Expression, value: ts.Expression, source: ts.Node): ts.Statement {
  const { factory } = typescript;
  const expression = factory.createAssignment(target, value);
  const isPattern = typescript.isObjectLiteralExpression(target);
  return statement(isPattern ? parenthesized(expression) : expression, source);
}

/** An expression as a statement that error positions trace back to `source`. */
export function statement(expression: ts.Expression, source: ts.Node): ts.Statement {
  return typescript.setSourceMapRange(typescript.factory.createExpressionStatement(expression), source);
}

/** `() => expression` */
export function arrow(parameters: readonly string[], body: ts.ConciseBody): ts.ArrowFunction {
  const { factory } = typescript;
  const declared = parameters.map(name => factory.createParameterDeclaration(undefined, undefined, name));
  return factory.createArrowFunction(undefined, undefined, declared, undefined, undefined, body);
}

/** `({ name: value }).name`: gives an anonymous function or class the name that a variable would have given it. */
export function named(name: string, value: ts.Expression): ts.Expression {
  const { factory } = typescript;
  const literal = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment(isIdentifierText(name) ? name : text(name), value)
  ]);
  return property(parenthesized(literal), name);
}
