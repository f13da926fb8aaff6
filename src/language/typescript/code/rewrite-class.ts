import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { hasModifier } from '../names/declared-names';
import { named } from './build';
import { isAnonymousDefinition } from './named-values';
import { constructorGuard, privateNames, registration, unlessRestoring } from './private-fields';
import { withFirstStatements, withThisParameter } from './rewrite-function';
import type { Rewriter } from './rewrite';

/** A class; one with `#private` fields says how to reach them, and can be made without running user's code. */
export function rewriteClass(rewriter: Rewriter, node: ts.ClassLikeDeclaration): ts.Node {
  const names = privateNames(node);
  const visited = typescript.visitEachChild(node, rewriter.visit, rewriter.context);
  if (names.instance.length + names.static.length === 0) return visited;
  const guarded = names.instance.length === 0 ? [...visited.members] : visited.members.map(member => guardedMember(member, node));
  return withMembers(visited, [registration(names), ...guarded]);
}

function guardedMember(member: ts.ClassElement, node: ts.ClassLikeDeclaration): ts.ClassElement {
  const { factory } = typescript;
  if (typescript.isConstructorDeclaration(member) && member.body !== undefined) {
    return withFirstStatements(member, [constructorGuard(node)]) as ts.ConstructorDeclaration;
  }
  if (!typescript.isPropertyDeclaration(member) || member.initializer === undefined) return member;
  if (hasModifier(member, typescript.SyntaxKind.StaticKeyword)) return member;
  const name = fieldName(member.name);
  const value = name !== null && isAnonymousDefinition(member.initializer) ? named(name, member.initializer) : member.initializer;
  const initializer = unlessRestoring(value);
  return factory.updatePropertyDeclaration(
    member,
    member.modifiers,
    member.name,
    member.questionToken ?? member.exclamationToken,
    member.type,
    initializer
  );
}

function withMembers(node: ts.ClassLikeDeclaration, members: readonly ts.ClassElement[]): ts.ClassLikeDeclaration {
  const { factory } = typescript;
  const { modifiers, name, typeParameters, heritageClauses } = node;
  return typescript.isClassDeclaration(node)
    ? factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members)
    : factory.updateClassExpression(node, modifiers, name, typeParameters, heritageClauses, members);
}

/** A field whose arrow functions use `this` gets it as the variable `$this`. */
export function rewriteProperty(rewriter: Rewriter, node: ts.PropertyDeclaration): ts.Node {
  const visited = typescript.visitEachChild(node, rewriter.visit, rewriter.context);
  if (!rewriter.captures.owners.has(node) || node.initializer === undefined || visited.initializer === undefined) return visited;
  const name = fieldName(node.name);
  const value = name !== null && isAnonymousDefinition(node.initializer) ? named(name, visited.initializer) : visited.initializer;
  const { modifiers, questionToken, exclamationToken, type } = visited;
  return typescript.factory.updatePropertyDeclaration(
    visited,
    modifiers,
    visited.name,
    questionToken ?? exclamationToken,
    type,
    withThisParameter(value)
  );
}

/** The name that a field gives to a function; null for a computed one. */
function fieldName(name: ts.PropertyName): string | null {
  return typescript.isComputedPropertyName(name) ? null : name.text;
}
