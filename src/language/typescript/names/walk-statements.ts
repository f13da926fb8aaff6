import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { isErased, isVarList, listNames } from './declared-names';
import { chainRoots } from './expressions';
import { perhaps, within, type On, type Place, type Walker } from './place';
import { walkBinding, walkChildren, walkType } from './walk-bindings';
import { walkTarget } from './walk-expressions';

/** How to walk through declarations, branches and loops. */
export function onStatements(on: On): void {
  const { SyntaxKind } = typescript;
  on(SyntaxKind.VariableStatement, (node: ts.VariableStatement, place, walker) => {
    if (!isErased(node)) walker.walk(node.declarationList, place);
  });
  on(SyntaxKind.VariableDeclaration, (node: ts.VariableDeclaration, place, walker) => {
    if (node.type !== undefined) walkType(node.type, walker);
    if (node.initializer !== undefined) walker.alias(node.name, chainRoots(node.initializer));
    walkBinding(node.name, place, walker);
    if (node.initializer !== undefined) walker.walk(node.initializer, place);
  });
  on(SyntaxKind.IfStatement, (node: ts.IfStatement, place, walker) => {
    walker.walk(node.expression, place);
    walker.walk(node.thenStatement, perhaps(place));
    if (node.elseStatement !== undefined) walker.walk(node.elseStatement, perhaps(place));
  });
  on(SyntaxKind.LabeledStatement, (node: ts.LabeledStatement, place, walker) => walker.walk(node.statement, place));
  on(SyntaxKind.ReturnStatement, (node: ts.ReturnStatement, place, walker) => {
    if (place.inside === 'cell') walker.mistake(node, '`return` stands outside of a function');
    walkChildren(node, place, walker);
  });
  on(SyntaxKind.WhileStatement, (node: ts.WhileStatement, place, walker) => {
    walker.walk(node.expression, place);
    walker.walk(node.statement, perhaps(place));
  });
  onLoops(on);
}

function onLoops(on: On): void {
  const { SyntaxKind } = typescript;
  on(SyntaxKind.ForStatement, (node: ts.ForStatement, place, walker) => {
    const inner = loopPlace(node.initializer, place);
    if (node.initializer !== undefined) walker.walk(node.initializer, inner);
    for (const part of [node.condition, node.incrementor, node.statement]) if (part !== undefined) walker.walk(part, perhaps(inner));
  });
  const walkForEach = (node: ts.ForInStatement | ts.ForOfStatement, place: Place, walker: Walker): void => {
    const inner = loopPlace(node.initializer, place);
    walker.walk(node.expression, inner);
    if (typescript.isVariableDeclarationList(node.initializer)) walker.walk(node.initializer, perhaps(inner));
    else walkTarget(node.initializer, 'write', perhaps(inner), walker);
    walker.walk(node.statement, perhaps(inner));
  };
  on(SyntaxKind.ForInStatement, walkForEach);
  on(SyntaxKind.ForOfStatement, (node: ts.ForOfStatement, place, walker) => {
    const { initializer } = node;
    const [declaration] = typescript.isVariableDeclarationList(initializer) ? initializer.declarations : [];
    if (declaration !== undefined) walker.alias(declaration.name, chainRoots(node.expression));
    if (node.awaitModifier !== undefined && place.inside === 'sync')
      walker.mistake(node, '`for await` stands in a function that is not `async`');
    walkForEach(node, place, walker);
  });
}

function loopPlace(initializer: ts.ForInitializer | undefined, place: Place): Place {
  if (initializer === undefined || !typescript.isVariableDeclarationList(initializer) || isVarList(initializer)) return place;
  return within(place, listNames(initializer));
}
