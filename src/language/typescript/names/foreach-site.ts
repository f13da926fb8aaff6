import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { isErased } from './declared-names';
import { withoutTypes } from './expressions';
import type { Outline } from './outline';

/** `[x =] await foreach(items, callback)` as a top-level statement. */
export interface ForeachSite {
  /** Index of the statement. */
  readonly statement: number;
  readonly call: ts.CallExpression;
  readonly items: ts.Expression;
  readonly callback: ts.Expression;
  /** What the results are bound to: a declaration, the target of an assignment, or null for a bare call. */
  readonly binding: ts.VariableDeclaration | ts.BinaryExpression | null;
}

/** Names by which cells may call the `foreach` of this package: as it is (`names`), or as a property of the module (`modules`). */
export interface ForeachCallees {
  readonly names: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
}

const packageName = 'headwater';

/** Under which names the cells import `foreach`. */
export function foreachCallees(outlines: readonly Outline[]): ForeachCallees {
  const imports = outlines.flatMap(({ units }) => [...units.values()]).filter(unit => unit.import?.module === packageName);
  const named = (test: (imported: string) => boolean) =>
    new Set(imports.filter(unit => test(unit.import?.imported ?? '')).map(({ name }) => name));
  return { names: named(imported => imported === 'foreach'), modules: named(imported => imported !== 'foreach') };
}

/** The top-level `foreach` calls of a cell, in order. */
export function findForeachCalls(file: ts.SourceFile, outline: Outline, callees: ForeachCallees): ForeachSite[] {
  return file.statements.flatMap((statement, index) => {
    const site = siteOf(statement, index);
    return site !== null && callsForeach(site.call, outline, callees) ? [site] : [];
  });
}

function siteOf(statement: ts.Statement, index: number): ForeachSite | null {
  if (typescript.isVariableStatement(statement) && !isErased(statement)) {
    const [declaration, second] = statement.declarationList.declarations;
    return declaration?.initializer === undefined || second !== undefined ? null : siteFrom(declaration.initializer, declaration, index);
  }
  if (!typescript.isExpressionStatement(statement)) return null;
  const expression = withoutTypes(statement.expression);
  const assigns = typescript.isBinaryExpression(expression) && expression.operatorToken.kind === typescript.SyntaxKind.EqualsToken;
  return assigns ? siteFrom(expression.right, expression, index) : siteFrom(expression, null, index);
}

function siteFrom(value: ts.Expression, binding: ForeachSite['binding'], statement: number): ForeachSite | null {
  const awaited = withoutTypes(value);
  if (!typescript.isAwaitExpression(awaited)) return null;
  const call = withoutTypes(awaited.expression);
  if (!typescript.isCallExpression(call) || call.arguments.some(typescript.isSpreadElement)) return null;
  const [items, callback, third] = call.arguments;
  return items === undefined || callback === undefined || third !== undefined ? null : { statement, call, items, callback, binding };
}

/** A cell that declares the name otherwise means its own. */
function callsForeach(call: ts.CallExpression, outline: Outline, callees: ForeachCallees): boolean {
  const callee = withoutTypes(call.expression);
  const means = (node: ts.Expression, names: ReadonlySet<string>) =>
    typescript.isIdentifier(node) && names.has(node.text) && isImported(node.text, outline);
  if (!typescript.isPropertyAccessExpression(callee)) return means(callee, callees.names);
  return callee.name.text === 'foreach' && means(callee.expression, callees.modules);
}

function isImported(name: string, outline: Outline): boolean {
  return !outline.names.has(name) || outline.units.get(name)?.import?.module === packageName;
}
