import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { mergesParts } from '../names/cell-names';
import type { ImportedName } from '../names/imported-names';
import type { Unit } from '../names/outline';
import { arrow, call, identifier, parenthesized, property, text } from './build';
import { valueFor } from './named-values';
import type { Rewriter } from './rewrite';

/** The expression that makes a definition. */
export function definitionExpression(rewriter: Rewriter, unit: Unit): ts.Expression {
  if (unit.import !== null) return importExpression(unit.import);
  if (unit.initializer !== null) return valueFor(rewriter, unit.name, unit.initializer);
  const [only] = unit.parts;
  return only === undefined || mergesParts(unit) ? mergedParts(rewriter, unit) : asExpression(rewriter, only);
}

/** An import as TypeScript's `esModuleInterop` reads it. */
export function importExpression({ module, imported }: ImportedName): ts.Expression {
  const required = call('$require', text(module));
  if (imported === '=') return required;
  if (imported === '*') return call('$star', required);
  return property(imported === 'default' ? call('$default', required) : required, imported);
}

/** The same as text. */
export function importText({ module, imported }: ImportedName): string {
  const required = `$require(${JSON.stringify(module)})`;
  if (imported === '=') return required;
  if (imported === '*') return `$star(${required})`;
  return imported === 'default' ? `$default(${required}).default` : `${required}[${JSON.stringify(imported)}]`;
}

/** A function or class declaration as an expression. */
function asExpression(rewriter: Rewriter, part: ts.Statement): ts.Expression {
  const { factory } = typescript;
  const visited = rewriter.visit(part);
  if (typescript.isFunctionDeclaration(visited) && visited.body !== undefined) {
    const { asteriskToken, name, typeParameters, parameters, type, body } = visited;
    const modifiers = visited.modifiers?.filter(typescript.isModifier).filter(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword);
    return mapped(factory.createFunctionExpression(modifiers, asteriskToken, name, typeParameters, parameters, type, body), part);
  }
  if (!typescript.isClassDeclaration(visited)) throw new TypeError('only functions and classes are expressions');
  const { name, typeParameters, heritageClauses, members } = visited;
  return mapped(factory.createClassExpression(undefined, name, typeParameters, heritageClauses, members), part);
}

function mapped<N extends ts.Node>(node: N, source: ts.Node): N {
  return typescript.setSourceMapRange(node, source);
}

/** `(() => { <declarations> return name; })()` */
function mergedParts(rewriter: Rewriter, unit: Unit): ts.Expression {
  const { factory } = typescript;
  const statements = unit.parts.map(part => withoutExport(rewriter.visit(part) as ts.Statement));
  const body = factory.createBlock([...statements, factory.createReturnStatement(identifier(unit.name))], true);
  return factory.createCallExpression(parenthesized(arrow([], body)), undefined, []);
}

/** Inside the function they are local, so nothing is exported. */
function withoutExport(part: ts.Statement): ts.Statement {
  const { factory } = typescript;
  const kept = (node: { readonly modifiers?: ts.NodeArray<ts.ModifierLike> }) => node.modifiers?.filter(isNoExport);
  if (typescript.isClassDeclaration(part)) return factory.replaceDecoratorsAndModifiers(part, kept(part) ?? []);
  if (typescript.isFunctionDeclaration(part) || typescript.isEnumDeclaration(part) || typescript.isModuleDeclaration(part)) {
    return factory.replaceModifiers(part, kept(part)?.filter(typescript.isModifier));
  }
  return part;
}

function isNoExport({ kind }: ts.ModifierLike): boolean {
  return kind !== typescript.SyntaxKind.ExportKeyword && kind !== typescript.SyntaxKind.DefaultKeyword;
}
