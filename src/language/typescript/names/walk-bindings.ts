import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { lexicalNames, varNames } from './declared-names';
import { perhaps, within, type Place, type Walker } from './place';

/** Walks into each child of a node, in the same place. */
export function walkChildren(node: ts.Node, place: Place, walker: Walker): void {
  typescript.forEachChild(node, child => walker.walk(child, place));
}

/** Reports the names in a type. */
export function walkType(node: ts.Node, walker: Walker): void {
  if (typescript.isIdentifier(node)) walker.typeName(node);
  else typescript.forEachChild(node, child => walkType(child, walker));
}

/** Walks through a name that a declaration binds: its identifiers are assigned, its defaults and computed keys evaluated. */
export function walkBinding(name: ts.BindingName, place: Place, walker: Walker): void {
  if (typescript.isIdentifier(name)) {
    walker.identifier(name, 'write', place);
    return;
  }
  for (const element of name.elements) {
    if (typescript.isOmittedExpression(element)) continue;
    if (element.propertyName !== undefined) walkPropertyName(element.propertyName, place, walker);
    walkBinding(element.name, place, walker);
    if (element.initializer !== undefined) walker.walk(element.initializer, perhaps(place));
  }
}

/** Walks through a property's name, where it is computed. */
export function walkPropertyName(name: ts.PropertyName, place: Place, walker: Walker): void {
  if (typescript.isComputedPropertyName(name)) walker.walk(name.expression, place);
}

/** Walks through the statements of a block that declares its own names. */
export function walkBlock(statements: readonly ts.Statement[], place: Place, walker: Walker): void {
  const names = lexicalNames(statements);
  const inner = names.length === 0 ? place : within(place, names);
  for (const statement of statements) walker.walk(statement, inner);
}

/** Walks through the body of a function: its `var`s and its block names are one scope. */
export function walkBody(body: ts.Block, place: Place, walker: Walker): void {
  const inner = within(place, [...varNames(body), ...lexicalNames(body.statements)]);
  for (const statement of body.statements) walker.walk(statement, inner);
}
