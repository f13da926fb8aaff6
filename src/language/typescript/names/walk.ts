import type ts from 'typescript';
import { typescript } from '../load-typescript';
import type { Listener, Place, Walker } from './place';
import { walkChildren, walkType } from './walk-bindings';
import { onExpressions, onProperties } from './walk-expressions';
import { onScopes } from './walk-scopes';
import { onStatements } from './walk-statements';

type Visitor = (node: ts.Node, place: Place, walker: Walker) => void;

let visitors: ReadonlyMap<ts.SyntaxKind, Visitor> | null = null;

/** Walks through syntax trees and tells the listener about every identifier that is evaluated, assigned or used as a type. */
export function walkerFor(listener: Listener): Walker {
  const table = (visitors ??= makeVisitors());
  const walker: Walker = {
    ...listener,
    walk: (node, place) => {
      const visitor = table.get(node.kind);
      if (visitor !== undefined) visitor(node, place, walker);
      else if (typescript.isTypeNode(node)) walkType(node, walker);
      else walkChildren(node, place, walker);
    }
  };
  return walker;
}

function makeVisitors(): ReadonlyMap<ts.SyntaxKind, Visitor> {
  const { SyntaxKind } = typescript;
  const table = new Map<ts.SyntaxKind, Visitor>();
  const on = <N extends ts.Node>(kind: N['kind'], visitor: (node: N, place: Place, walker: Walker) => void): void => {
    table.set(kind, visitor as Visitor);
  };
  on(SyntaxKind.Identifier, (node: ts.Identifier, place, walker) => walker.identifier(node, 'read', place));
  onExpressions(on);
  onProperties(on);
  onStatements(on);
  onScopes(on);
  const types = [SyntaxKind.InterfaceDeclaration, SyntaxKind.TypeAliasDeclaration, SyntaxKind.TypeParameter, SyntaxKind.IndexSignature];
  for (const kind of types) table.set(kind, (node, _place, walker) => walkType(node, walker));
  const nameless = [SyntaxKind.ImportDeclaration, SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement];
  for (const kind of nameless) table.set(kind, () => undefined);
  return table;
}
