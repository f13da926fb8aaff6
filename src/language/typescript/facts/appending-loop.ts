import type ts from 'typescript';
import { roleOf } from '../../../notebook/cell-role';
import type { Reference } from '../names/cell-names';
import { withoutTypes } from '../names/expressions';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { isFreshResult, isPlainList } from './fresh-result';
import { areQuiet } from './quiet-code';
import { changedNames, definingCell } from './reached-references';

/** `const out = []; for (const item of items) { …; out.push(result); }` at the top level of a cell. */
export interface AppendingLoop {
  readonly name: string;
  readonly list: ts.VariableStatement;
  readonly loop: ts.ForOfStatement;
  readonly item: ts.VariableDeclaration;
  readonly push: ts.ExpressionStatement;
  readonly result: ts.Expression;
}

/**
 * The first loop of a cell that does certainly nothing but append one result for each item, which depends on nothing but the item and on what
 * was there before the loop, and which shares no object with anything else: a `foreach` gives the same.
 */
export function appendingLoop(cell: ResolvedCell, notebook: NotebookNames): AppendingLoop | null {
  if (cell.foreachCalls.length > 0) return null;
  const { statements } = cell.file;
  for (const [index, loop] of statements.entries()) {
    if (!typescript.isForOfStatement(loop) || loop.awaitModifier !== undefined) continue;
    const found = shapeOf(loop, cell);
    if (found !== null && isSureOf(found, index, cell, notebook)) return found;
  }
  return null;
}

function shapeOf(loop: ts.ForOfStatement, { file }: ResolvedCell): AppendingLoop | null {
  const [item] = typescript.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  const push = typescript.isBlock(loop.statement) ? loop.statement.statements.at(-1) : loop.statement;
  if (item === undefined || push === undefined || !typescript.isExpressionStatement(push)) return null;
  const call = withoutTypes(push.expression);
  if (!typescript.isCallExpression(call) || !typescript.isPropertyAccessExpression(call.expression)) return null;
  const { name, expression: receiver } = call.expression;
  const [result, second] = call.arguments;
  if (name.text !== 'push' || !typescript.isIdentifier(receiver) || result === undefined || second !== undefined) return null;
  const list = file.statements.filter(typescript.isVariableStatement).find(each => isEmptyList(each, receiver.text));
  return list === undefined || typescript.isSpreadElement(result) ? null : { name: receiver.text, list, loop, item, push, result };
}

function isEmptyList({ declarationList: { declarations } }: ts.VariableStatement, name: string): boolean {
  const [only, second] = declarations;
  if (only?.initializer === undefined || second !== undefined || !typescript.isIdentifier(only.name) || only.name.text !== name)
    return false;
  const value = withoutTypes(only.initializer);
  return typescript.isArrayLiteralExpression(value) && value.elements.length === 0;
}

function isSureOf(
  { name, list, loop, item, push, result }: AppendingLoop,
  index: number,
  cell: ResolvedCell,
  notebook: NotebookNames
): boolean {
  const from = cell.file.statements.indexOf(list);
  const uses = cell.references.filter(each => each.name === name && each.statement > from && each.statement <= index);
  const inside = cell.references.filter(({ node }) => node.pos >= loop.statement.pos && node.end <= loop.statement.end);
  const work = typescript.isBlock(loop.statement) ? loop.statement.statements.filter(each => each !== push) : [];
  return (
    from < index &&
    uses.length === 1 &&
    !leaves(loop.statement) &&
    changedNames(notebook, cell, inside).every(each => each.name === name || !notebook.declaring.has(each.name)) &&
    !dependsOnMore(inside, loop.statement, cell, notebook) &&
    areQuiet([item, ...work, result], cell, notebook) &&
    isFreshResult(result, work, plainNames(loop, item, notebook), cell, notebook)
  );
}

/** The loop's variable, where its items are spelt out as numbers or texts: there, or by the only cell that declares them, as a constant. */
function plainNames(loop: ts.ForOfStatement, item: ts.VariableDeclaration, notebook: NotebookNames): ReadonlySet<string> {
  const items = withoutTypes(loop.expression);
  const list = typescript.isIdentifier(items) ? constantList(items.text, notebook) : items;
  return new Set(list !== null && isPlainList(list) && typescript.isIdentifier(item.name) ? [item.name.text] : []);
}

function constantList(name: string, notebook: NotebookNames): ts.Expression | null {
  const [only, second] = notebook.declaring.get(name) ?? [];
  if (only === undefined || second !== undefined || roleOf(only.cell).kind === 'parameters') return null;
  const lists = only.file.statements
    .filter(typescript.isVariableStatement)
    .map(each => each.declarationList)
    .filter(each => (each.flags & typescript.NodeFlags.Const) !== 0);
  const found = lists.flatMap(each => [...each.declarations]).find(each => typescript.isIdentifier(each.name) && each.name.text === name);
  return found?.initializer ?? null;
}

/** True where the body may end early, wait, or go on elsewhere. */
function leaves(node: ts.Node): boolean {
  const { SyntaxKind } = typescript;
  const kinds = [SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement, SyntaxKind.ReturnStatement, SyntaxKind.AwaitExpression];
  if (kinds.some(kind => kind === node.kind)) return true;
  if (typescript.isFunctionLike(node)) return false;
  return typescript.forEachChild(node, child => leaves(child) || undefined) ?? false;
}

/** What gives another result at another time or in another process. */
const changing = /\bMath\s*\.\s*random\b|\b(Date|performance|process|crypto|globalThis|require|this)\b/;

function dependsOnMore(inside: readonly Reference[], body: ts.Node, cell: ResolvedCell, notebook: NotebookNames): boolean {
  if (changing.test(body.getText(cell.file))) return true;
  const reached = inside.map(reference => ({ name: reference.name, cell }));
  const seen = new Set<string>();
  for (const { name, cell: from } of reached) {
    const definer = seen.has(name) ? undefined : definingCell(notebook, from, name);
    const unit = definer?.outline.units.get(name);
    seen.add(name);
    if (definer === undefined || unit === undefined) continue;
    const node = unit.initializer ?? unit.parts[0];
    if (node !== undefined && changing.test(node.getText(definer.file))) return true;
    reached.push(...definer.references.filter(each => each.unit === name).map(each => ({ name: each.name, cell: definer })));
  }
  return false;
}
