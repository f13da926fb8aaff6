import type ts from 'typescript';
import type { Fix } from '../../../notebook/fix';
import { withoutTypes } from '../names/expressions';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { freeName } from './names';
import { changesOf, instead, type Edit, type SourceFixer } from './source-fixer';

/**
 * HW163: a body that ends by adding to an outer variable, `out.push(…)` or `sum += …`, returns what it would have added; a line after the
 * fan-out adds it, in item order.
 */
export const fixForeachBody: SourceFixer = (diagnostic, cell, notebook) => {
  const [site] = cell.foreachCalls;
  const statement = cell.file.statements[site?.statement ?? -1];
  const name = diagnostic.about ?? '';
  if (site === undefined || statement === undefined || site.binding !== null) return [];
  const addition = additionOf(site.callback, name, cell);
  return addition === null ? [] : [returning(addition, name, statement, cell, notebook)];
};

/** The end of a body that adds to a variable. */
interface Addition {
  /** What becomes a `return`, or the whole body of an arrow function. */
  readonly node: ts.Node;
  readonly added: ts.Expression;
  readonly kind: 'push' | 'sum';
}

function additionOf(callback: ts.Expression, name: string, cell: ResolvedCell): Addition | null {
  const inner = withoutTypes(callback);
  if (!typescript.isArrowFunction(inner) && !typescript.isFunctionExpression(inner)) return null;
  const uses = cell.references.filter(each => each.name === name && each.node.pos >= inner.pos && each.node.end <= inner.end);
  if (uses.length !== 1 || returns(inner.body)) return null;
  const last = typescript.isBlock(inner.body) ? inner.body.statements.at(-1) : inner.body;
  if (last === undefined || (typescript.isStatement(last) && !typescript.isExpressionStatement(last))) return null;
  const expression = typescript.isExpressionStatement(last) ? last.expression : last;
  const found = typescript.isBlock(expression) ? null : addedBy(withoutTypes(expression), name);
  return found === null ? null : { node: last, ...found };
}

function addedBy(expression: ts.Expression, name: string): Omit<Addition, 'node'> | null {
  const isName = (node: ts.Expression): boolean => typescript.isIdentifier(node) && node.text === name;
  if (typescript.isBinaryExpression(expression)) {
    const isSum = expression.operatorToken.kind === typescript.SyntaxKind.PlusEqualsToken && isName(expression.left);
    return isSum ? { added: expression.right, kind: 'sum' } : null;
  }
  if (!typescript.isCallExpression(expression) || !typescript.isPropertyAccessExpression(expression.expression)) return null;
  const [added, second] = expression.arguments;
  const isPush = expression.expression.name.text === 'push' && isName(expression.expression.expression);
  if (!isPush || added === undefined || second !== undefined || typescript.isSpreadElement(added)) return null;
  return { added, kind: 'push' };
}

/** True when the body itself returns somewhere; functions inside it are their own. */
function returns(node: ts.Node): boolean {
  if (typescript.isReturnStatement(node)) return true;
  if (typescript.isFunctionLike(node)) return false;
  return typescript.forEachChild(node, child => returns(child) || undefined) ?? false;
}

function returning(
  { node, added, kind }: Addition,
  name: string,
  statement: ts.Statement,
  cell: ResolvedCell,
  notebook: NotebookNames
): Fix {
  const text = added.getText(cell.file);
  const results = freeName(kind === 'push' ? 'results' : 'parts', notebook);
  const value = typescript.isExpressionStatement(node)
    ? `return ${text};`
    : typescript.isObjectLiteralExpression(added)
      ? `(${text})`
      : text;
  const after = kind === 'push' ? `${name}.push(...${results});` : `for (const part of ${results}) ${name} += part;`;
  const start = statement.getStart(cell.file);
  const edits: Edit[] = [
    { start, end: start, text: `const ${results} = ` },
    instead(node, cell, value),
    { start: statement.end, end: statement.end, text: `${cell.file.text.endsWith(';', statement.end) ? '' : ';'}\n${after}` }
  ];
  return { title: `Return it, and add to '${name}' afterwards`, changes: changesOf(cell, edits) };
}
