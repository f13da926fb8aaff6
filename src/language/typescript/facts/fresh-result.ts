import type ts from 'typescript';
import { isAssignment, withoutTypes } from '../names/expressions';
import type { NotebookNames } from '../names/notebook-names';
import type { Unit } from '../names/outline';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { plainMethods } from './quiet-names';
import { definingCell } from './reached-references';

/**
 * True when what an expression of a cell gives is certainly no object that anything else holds: a number, a text, or something made of such.
 * `around`: the statements before it, with the names that they declare; `plain`: names that hold numbers or texts.
 */
export function isFreshResult(
  result: ts.Expression,
  around: readonly ts.Node[],
  plain: ReadonlySet<string>,
  cell: ResolvedCell,
  notebook: NotebookNames
): boolean {
  const values = new Map(around.flatMap(valuesIn));
  const isFresh = (expression: ts.Expression, depth: number): boolean => {
    const inner = withoutTypes(expression);
    if (depth > 8) return false;
    const areFresh = (expressions: readonly ts.Expression[]): boolean => expressions.every(each => isFresh(each, depth + 1));
    if (typescript.isIdentifier(inner)) {
      const value = values.get(inner.text);
      return plain.has(inner.text) || (value !== undefined && isFresh(value, depth + 1));
    }
    if (typescript.isArrayLiteralExpression(inner)) return areFresh([...inner.elements]);
    if (typescript.isObjectLiteralExpression(inner)) {
      const members = inner.properties.map(memberValue);
      return members.every(each => each !== null) && areFresh(members);
    }
    if (typescript.isConditionalExpression(inner)) return areFresh([inner.whenTrue, inner.whenFalse]);
    return isPlain(inner) || (typescript.isCallExpression(inner) && givesPlain(inner, cell, notebook));
  };
  return isFresh(result, 0);
}

function memberValue(member: ts.ObjectLiteralElementLike): ts.Expression | null {
  if (typescript.isPropertyAssignment(member)) return member.initializer;
  return typescript.isShorthandPropertyAssignment(member) ? member.name : null;
}

/** True for an array that is spelt out, of numbers, texts and truth values only. */
export function isPlainList(list: ts.Expression): boolean {
  const inner = withoutTypes(list);
  return typescript.isArrayLiteralExpression(inner) && inner.elements.every(each => isPlain(withoutTypes(each)));
}

function valuesIn(node: ts.Node): (readonly [string, ts.Expression])[] {
  if (!typescript.isVariableStatement(node)) return [];
  if ((node.declarationList.flags & typescript.NodeFlags.Const) === 0) return [];
  return node.declarationList.declarations.flatMap(({ name, initializer }) =>
    typescript.isIdentifier(name) && initializer !== undefined ? [[name.text, initializer] as const] : []
  );
}

/** True for what is computed: a number, a text or a truth value whatever it is computed from. */
function isPlain(node: ts.Expression): boolean {
  const { SyntaxKind } = typescript;
  const choices = [SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken, SyntaxKind.CommaToken];
  if (typescript.isBinaryExpression(node)) return !isAssignment(node) && !choices.some(kind => kind === node.operatorToken.kind);
  return (
    typescript.isLiteralExpression(node) ||
    typescript.isTemplateExpression(node) ||
    typescript.isPrefixUnaryExpression(node) ||
    typescript.isTypeOfExpression(node) ||
    (typescript.isPropertyAccessExpression(node) && node.name.text === 'length') ||
    [SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.NullKeyword].some(kind => kind === node.kind)
  );
}

/** Calls that give a number, a text or a truth value. */
function givesPlain(call: ts.CallExpression, cell: ResolvedCell, notebook: NotebookNames): boolean {
  const callee = withoutTypes(call.expression);
  if (typescript.isPropertyAccessExpression(callee))
    return plainMethods.has(callee.name.text) || (typescript.isIdentifier(callee.expression) && callee.expression.text === 'Math');
  if (!typescript.isIdentifier(callee)) return false;
  const definer = definingCell(notebook, cell, callee.text);
  if (definer === undefined) return ['Number', 'String', 'Boolean', 'BigInt', 'parseInt', 'parseFloat'].includes(callee.text);
  const body = functionOf(definer.outline.units.get(callee.text))?.body;
  return body !== undefined && returned(body).every(each => each !== null && isPlain(withoutTypes(each)));
}

function functionOf(unit: Unit | undefined): ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression | null {
  const node = unit?.initializer === null ? unit.parts[0] : unit?.initializer;
  const inner = node !== undefined && typescript.isExpression(node) ? withoutTypes(node) : node;
  if (inner === undefined) return null;
  return typescript.isFunctionDeclaration(inner) || typescript.isArrowFunction(inner) || typescript.isFunctionExpression(inner)
    ? inner
    : null;
}

/** What a function's body returns in each place; null for nothing. */
function returned(body: ts.Node): (ts.Expression | null)[] {
  if (typescript.isExpression(body)) return [body];
  if (typescript.isReturnStatement(body)) return [body.expression ?? null];
  if (typescript.isFunctionLike(body)) return [];
  const found: (ts.Expression | null)[] = [];
  typescript.forEachChild(body, child => {
    if (
      typescript.isStatement(child) ||
      typescript.isCaseBlock(child) ||
      typescript.isCaseOrDefaultClause(child) ||
      typescript.isCatchClause(child)
    )
      found.push(...returned(child));
  });
  return found;
}
