import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { identifier } from './build';
import { valueFor } from './named-values';
import { rewriteIdentifier, type Rewriter } from './rewrite';

/** What an assignment must have on its left to do what a declaration of this name or pattern does. */
export function bindingTarget(rewriter: Rewriter, name: ts.BindingName): ts.Expression {
  const { factory } = typescript;
  if (typescript.isIdentifier(name)) return rewriteIdentifier(rewriter, name);
  if (typescript.isObjectBindingPattern(name))
    return factory.createObjectLiteralExpression(name.elements.map(element => propertyTarget(rewriter, element)));
  return factory.createArrayLiteralExpression(name.elements.map(element => elementTarget(rewriter, element)));
}

function propertyTarget(rewriter: Rewriter, element: ts.BindingElement): ts.ObjectLiteralElementLike {
  const { factory } = typescript;
  if (element.dotDotDotToken !== undefined) return factory.createSpreadAssignment(bindingTarget(rewriter, element.name));
  return factory.createPropertyAssignment(propertyName(rewriter, element), targetWithDefault(rewriter, element));
}

function propertyName(rewriter: Rewriter, element: ts.BindingElement): ts.PropertyName {
  const { propertyName: given, name } = element;
  if (given === undefined) return identifier(typescript.isIdentifier(name) ? name.text : '');
  return typescript.isIdentifier(given) ? identifier(given.text) : (rewriter.visit(given) as ts.PropertyName);
}

function elementTarget(rewriter: Rewriter, element: ts.ArrayBindingElement): ts.Expression {
  if (typescript.isOmittedExpression(element)) return element;
  return element.dotDotDotToken === undefined
    ? targetWithDefault(rewriter, element)
    : typescript.factory.createSpreadElement(bindingTarget(rewriter, element.name));
}

function targetWithDefault(rewriter: Rewriter, { name, initializer }: ts.BindingElement): ts.Expression {
  const target = bindingTarget(rewriter, name);
  if (initializer === undefined) return target;
  const value = typescript.isIdentifier(name) ? valueFor(rewriter, name.text, initializer) : (rewriter.visit(initializer) as ts.Expression);
  return typescript.factory.createAssignment(target, value);
}
