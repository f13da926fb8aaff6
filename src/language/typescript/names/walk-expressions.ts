import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { elementParameter } from './aliases';
import { changedByCall, chainRoots, isAssignment, isShortCircuit, withoutTypes } from './expressions';
import { perhaps, type Access, type On, type Place, type Walker } from './place';
import { walkChildren, walkPropertyName, walkType } from './walk-bindings';

/** How to walk through expressions that assign, change or branch. */
export function onExpressions(on: On): void {
  const { SyntaxKind } = typescript;
  on(SyntaxKind.BinaryExpression, walkBinary);
  on(SyntaxKind.PrefixUnaryExpression, walkUnary);
  on(SyntaxKind.PostfixUnaryExpression, walkUnary);
  on(SyntaxKind.DeleteExpression, (node: ts.DeleteExpression, place, walker) => walkTarget(node.expression, 'update', place, walker));
  on(SyntaxKind.CallExpression, (node: ts.CallExpression, place, walker) => {
    for (const changed of changedByCall(node)) for (const root of chainRoots(changed)) walker.mutation(root);
    const element = elementParameter(node);
    if (element !== null) walker.alias(...element);
    walkChildren(node, place, walker);
  });
  on(SyntaxKind.ConditionalExpression, (node: ts.ConditionalExpression, place, walker) => {
    walker.walk(node.condition, place);
    walker.walk(node.whenTrue, perhaps(place));
    walker.walk(node.whenFalse, perhaps(place));
  });
  on(SyntaxKind.ExpressionWithTypeArguments, (node: ts.ExpressionWithTypeArguments, place, walker) => {
    walker.walk(node.expression, place);
    for (const type of node.typeArguments ?? []) walkType(type, walker);
  });
  on(SyntaxKind.TypeOfExpression, (node: ts.TypeOfExpression, place, walker) => {
    if (typescript.isIdentifier(node.expression)) walker.identifier(node.expression, 'typeof', place);
    else walker.walk(node.expression, place);
  });
  on(SyntaxKind.MetaProperty, (node: ts.MetaProperty, _place, walker) => {
    if (node.keywordToken === SyntaxKind.ImportKeyword) walker.mistake(node, '`import.meta` has no meaning in a cell');
  });
  on(SyntaxKind.AwaitExpression, (node: ts.AwaitExpression, place, walker) => {
    if (place.inside === 'sync') walker.mistake(node, '`await` stands in a function that is not `async`');
    walker.walk(node.expression, place);
  });
}

function walkBinary(node: ts.BinaryExpression, place: Place, walker: Walker): void {
  const right = isShortCircuit(node) ? perhaps(place) : place;
  if (!isAssignment(node)) walker.walk(node.left, place);
  else walkTarget(node.left, node.operatorToken.kind === typescript.SyntaxKind.EqualsToken ? 'write' : 'update', place, walker);
  walker.walk(node.right, right);
}

function walkUnary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, place: Place, walker: Walker): void {
  const { PlusPlusToken, MinusMinusToken } = typescript.SyntaxKind;
  if (node.operator === PlusPlusToken || node.operator === MinusMinusToken) walkTarget(node.operand, 'update', place, walker);
  else walker.walk(node.operand, place);
}

/** Walks through what an assignment assigns to, destructuring patterns included. */
export function walkTarget(expression: ts.Expression, access: Access, place: Place, walker: Walker): void {
  const target = withoutTypes(expression);
  if (typescript.isIdentifier(target)) walker.identifier(target, access, place);
  else if (typescript.isArrayLiteralExpression(target))
    for (const element of target.elements) walkElementTarget(element, access, place, walker);
  else if (typescript.isObjectLiteralExpression(target))
    for (const property of target.properties) walkPropertyTarget(property, access, place, walker);
  else {
    for (const root of chainRoots(target)) walker.mutation(root);
    walker.walk(target, place);
  }
}

function walkElementTarget(element: ts.Expression, access: Access, place: Place, walker: Walker): void {
  if (typescript.isOmittedExpression(element)) return;
  if (typescript.isSpreadElement(element)) walkTarget(element.expression, access, place, walker);
  else if (typescript.isBinaryExpression(element) && isAssignment(element)) {
    walkTarget(element.left, access, place, walker);
    walker.walk(element.right, perhaps(place));
  } else walkTarget(element, access, place, walker);
}

function walkPropertyTarget(property: ts.ObjectLiteralElementLike, access: Access, place: Place, walker: Walker): void {
  if (typescript.isShorthandPropertyAssignment(property)) {
    walker.identifier(property.name, access, place);
    if (property.objectAssignmentInitializer !== undefined) walker.walk(property.objectAssignmentInitializer, perhaps(place));
  } else if (typescript.isPropertyAssignment(property)) {
    walkPropertyName(property.name, place, walker);
    walkElementTarget(property.initializer, access, place, walker);
  } else if (typescript.isSpreadAssignment(property)) walkTarget(property.expression, access, place, walker);
}

/** How to walk through names that are properties. */
export function onProperties(on: On): void {
  const { SyntaxKind } = typescript;
  on(SyntaxKind.PropertyAccessExpression, (node: ts.PropertyAccessExpression, place, walker) => walker.walk(node.expression, place));
  on(SyntaxKind.QualifiedName, (node: ts.QualifiedName, place, walker) => walker.walk(node.left, place));
  on(SyntaxKind.ShorthandPropertyAssignment, (node: ts.ShorthandPropertyAssignment, place, walker) =>
    walker.identifier(node.name, 'read', place)
  );
  on(SyntaxKind.PropertyAssignment, (node: ts.PropertyAssignment, place, walker) => {
    walkPropertyName(node.name, place, walker);
    walker.walk(node.initializer, place);
  });
  on(SyntaxKind.ImportEqualsDeclaration, (node: ts.ImportEqualsDeclaration, place, walker) => {
    if (typescript.isExternalModuleReference(node.moduleReference) || node.isTypeOnly) return;
    walker.walk(node.moduleReference, place);
    walker.identifier(node.name, 'write', place);
  });
}
