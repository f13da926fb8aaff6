import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { boundIdentifiers, hasModifier, isErased, lexicalNames, listNames, varNames } from './declared-names';
import { perhaps, within, type On, type Place, type Walker } from './place';
import { walkBinding, walkBlock, walkBody, walkChildren, walkPropertyName, walkType } from './walk-bindings';

/** How to walk through what makes a scope. */
export function onScopes(on: On): void {
  const { SyntaxKind } = typescript;
  on(SyntaxKind.Block, (node: ts.Block, place, walker) => walkBlock(node.statements, place, walker));
  on(SyntaxKind.CaseBlock, (node: ts.CaseBlock, place, walker) => {
    const inner = perhaps(
      within(
        place,
        node.clauses.flatMap(clause => lexicalNames(clause.statements))
      )
    );
    walkChildren(node, inner, walker);
  });
  on(SyntaxKind.TryStatement, (node: ts.TryStatement, place, walker) => {
    walker.walk(node.tryBlock, perhaps(place));
    if (node.catchClause !== undefined) walker.walk(node.catchClause, perhaps(place));
    if (node.finallyBlock !== undefined) walker.walk(node.finallyBlock, place);
  });
  on(SyntaxKind.CatchClause, (node: ts.CatchClause, place, walker) => {
    const name = node.variableDeclaration?.name;
    const inner = name === undefined ? place : within(place, boundIdentifiers(name));
    if (name !== undefined) walkBinding(name, inner, walker);
    walker.walk(node.block, inner);
  });
  const functions = [
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.FunctionExpression,
    SyntaxKind.ArrowFunction,
    SyntaxKind.MethodDeclaration
  ] as const;
  const accessors = [SyntaxKind.Constructor, SyntaxKind.GetAccessor, SyntaxKind.SetAccessor] as const;
  for (const kind of [...functions, ...accessors]) on<ts.FunctionLikeDeclaration>(kind, walkFunction);
  on(SyntaxKind.ClassDeclaration, walkClass);
  on(SyntaxKind.ClassExpression, walkClass);
  on(SyntaxKind.EnumDeclaration, (node: ts.EnumDeclaration, place, walker) => walkEnum(node, [node], place, walker));
  on(SyntaxKind.ModuleDeclaration, (node: ts.ModuleDeclaration, place, walker) => walkNamespace(node, [node], place, walker));
}

/** Walks through a function: its own name, its parameters, then its body, each a scope of its own. */
export function walkFunction(node: ts.FunctionLikeDeclaration, place: Place, walker: Walker): void {
  const outer = functionName(node, place, walker);
  for (const modifier of (typescript.canHaveDecorators(node) && typescript.getDecorators(node)) || []) walker.walk(modifier, outer);
  for (const type of [...(node.typeParameters ?? []), node.type]) if (type !== undefined) walkType(type, walker);
  if (node.body === undefined) return;
  const parameters = node.parameters.flatMap(parameter => boundIdentifiers(parameter.name));
  const implied = typescript.isArrowFunction(node) ? [] : ['arguments'];
  const inside = hasModifier(node, typescript.SyntaxKind.AsyncKeyword) ? 'async' : 'sync';
  const inner: Place = { ...within(outer, [...implied, ...parameters]), deferred: true, conditional: false, inside };
  for (const parameter of node.parameters) walkParameter(parameter, inner, walker);
  if (typescript.isBlock(node.body)) walkBody(node.body, inner, walker);
  else walker.walk(node.body, inner);
}

/** A declaration's name lies in the scope around it, an expression's in one of its own; a method's is a property. */
function functionName(node: ts.FunctionLikeDeclaration, place: Place, walker: Walker): Place {
  if (node.name === undefined) return place;
  if (!typescript.isIdentifier(node.name) || typescript.isMethodDeclaration(node) || typescript.isAccessor(node)) {
    if (typescript.isComputedPropertyName(node.name)) walkPropertyName(node.name, place, walker);
    return place;
  }
  const inner = typescript.isFunctionExpression(node) ? within(place, [node.name]) : place;
  walker.identifier(node.name, 'write', inner);
  return inner;
}

function walkParameter(parameter: ts.ParameterDeclaration, place: Place, walker: Walker): void {
  for (const decorator of typescript.getDecorators(parameter) ?? []) walker.walk(decorator, place);
  if (parameter.type !== undefined) walkType(parameter.type, walker);
  walkBinding(parameter.name, place, walker);
  if (parameter.initializer !== undefined) walker.walk(parameter.initializer, place);
}

/** Walks through a class: inside it its name means the class itself, whatever is assigned to the name outside. */
export function walkClass(node: ts.ClassLikeDeclaration, place: Place, walker: Walker): void {
  const inner = node.name === undefined ? place : within(place, [node.name]);
  if (node.name !== undefined) {
    if (typescript.isClassDeclaration(node)) walker.identifier(node.name, 'write', place);
    else walker.identifier(node.name, 'write', inner);
  }
  for (const decorator of typescript.getDecorators(node) ?? []) walker.walk(decorator, inner);
  for (const parameter of node.typeParameters ?? []) walkType(parameter, walker);
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === typescript.SyntaxKind.ExtendsKeyword) for (const type of clause.types) walker.walk(type, inner);
    else for (const type of clause.types) walkType(type, walker);
  }
  for (const member of node.members) walkMember(member, inner, walker);
}

function walkMember(member: ts.ClassElement, place: Place, walker: Walker): void {
  if (typescript.isPropertyDeclaration(member)) walkProperty(member, place, walker);
  else if (typescript.isClassStaticBlockDeclaration(member)) walkBody(member.body, { ...place, inside: 'sync' }, walker);
  else walker.walk(member, place);
}

function walkProperty(member: ts.PropertyDeclaration, place: Place, walker: Walker): void {
  for (const decorator of typescript.getDecorators(member) ?? []) walker.walk(decorator, place);
  walkPropertyName(member.name, place, walker);
  if (member.type !== undefined) walkType(member.type, walker);
  const isStatic = hasModifier(member, typescript.SyntaxKind.StaticKeyword);
  if (member.initializer !== undefined)
    walker.walk(member.initializer, { ...place, inside: 'sync', deferred: place.deferred || !isStatic });
}

/** Walks through an enum; in its initializers the members of all its parts are names. */
export function walkEnum(node: ts.EnumDeclaration, parts: readonly ts.Statement[], place: Place, walker: Walker): void {
  if (isErased(node)) return;
  walker.identifier(node.name, 'write', place);
  const inner = within(place, [node.name.text, ...parts.flatMap(memberNames)]);
  for (const member of node.members) {
    walkPropertyName(member.name, inner, walker);
    if (member.initializer !== undefined) walker.walk(member.initializer, inner);
  }
}

function memberNames(part: ts.Statement): string[] {
  if (!typescript.isEnumDeclaration(part)) return [];
  return part.members.flatMap(({ name }) => (typescript.isIdentifier(name) || typescript.isStringLiteral(name) ? [name.text] : []));
}

/** Walks through a namespace; the exported names of all its parts are seen in each. */
export function walkNamespace(node: ts.ModuleDeclaration, parts: readonly ts.Statement[], place: Place, walker: Walker): void {
  if (isErased(node) || node.body === undefined || !typescript.isIdentifier(node.name)) return;
  walker.identifier(node.name, 'write', place);
  const inner = { ...within(place, [node.name.text, ...parts.flatMap(exportedNames)]), inside: 'sync' as const };
  if (!typescript.isModuleBlock(node.body)) walker.walk(node.body, inner);
  else {
    const body = within(inner, [...node.body.statements.flatMap(varNames), ...lexicalNames(node.body.statements)]);
    for (const statement of node.body.statements) walker.walk(statement, body);
  }
}

function exportedNames(part: ts.Statement): string[] {
  if (typescript.isEnumDeclaration(part)) return memberNames(part);
  if (!typescript.isModuleDeclaration(part) || part.body === undefined || !typescript.isModuleBlock(part.body)) return [];
  const exported = part.body.statements.filter(statement => hasModifier(statement, typescript.SyntaxKind.ExportKeyword));
  const variables = exported.filter(typescript.isVariableStatement).flatMap(statement => listNames(statement.declarationList));
  return [...lexicalNames(exported), ...variables].map(name => name.text);
}
