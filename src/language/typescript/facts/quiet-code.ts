import type ts from 'typescript';
import { boundIdentifiers } from '../names/declared-names';
import { changedByCall, chainRoots, isAssignment, withoutTypes } from '../names/expressions';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { freshMethods, quietClasses, quietFunctions, quietMembers, quietMethods, quietObjects } from './quiet-names';
import { definingCell } from './reached-references';

/**
 * True when statements of a cell certainly do no more than compute and show: they call only what is known to change nothing, and what they
 * assign or change are things of the cell's own. False where that is not certain.
 */
export function areQuiet(statements: readonly ts.Node[], cell: ResolvedCell, notebook: NotebookNames): boolean {
  return new QuietCode(cell, notebook, new Set()).hold(statements);
}

/** Looks at one piece of code: a cell's statements, or the body of a function that they call. */
class QuietCode {
  /** The names that the code declares; true where all that the name holds was made by the code itself. */
  readonly #own = new Map<string, boolean>();
  /** Variables that are assigned what something else may hold, too. */
  readonly #shared = new Set<string>();

  readonly #cell: ResolvedCell;
  readonly #notebook: NotebookNames;
  readonly #visited: Set<ts.Node>;

  constructor(cell: ResolvedCell, notebook: NotebookNames, visited: Set<ts.Node>) {
    this.#cell = cell;
    this.#notebook = notebook;
    this.#visited = visited;
  }

  hold(nodes: readonly ts.Node[]): boolean {
    for (const node of nodes) this.#declare(node, typescript.isVariableDeclaration(node));
    return nodes.every(node => this.#isQuiet(node));
  }

  /** `ofLoop`: a variable that a loop gives its values, one by one. */
  #declare(node: ts.Node, ofLoop: boolean): void {
    const isVariable = typescript.isVariableDeclaration(node);
    if (isVariable || typescript.isParameter(node))
      for (const { text } of boundIdentifiers(node.name)) {
        const isFresh = isVariable && !ofLoop && typescript.isIdentifier(node.name) && this.#isFresh(node.initializer);
        this.#own.set(text, isFresh && this.#own.get(text) !== false);
      }
    if (typescript.isBinaryExpression(node) && isAssignment(node) && typescript.isIdentifier(node.left) && !this.#isFresh(node.right))
      this.#shared.add(node.left.text);
    const isLoop = typescript.isForOfStatement(node) || typescript.isForInStatement(node);
    typescript.forEachChild(node, child =>
      this.#declare(child, isLoop ? child === node.initializer : ofLoop && typescript.isVariableDeclarationList(node))
    );
  }

  /** True for a value that was made just now, and for none at all. */
  #isFresh(value: ts.Expression | undefined): boolean {
    if (value === undefined) return true;
    const inner = withoutTypes(value);
    if (typescript.isCallExpression(inner)) {
      const callee = withoutTypes(inner.expression);
      return typescript.isPropertyAccessExpression(callee) && freshMethods.has(callee.name.text);
    }
    return (
      typescript.isLiteralExpression(inner) ||
      typescript.isTemplateExpression(inner) ||
      typescript.isArrayLiteralExpression(inner) ||
      typescript.isObjectLiteralExpression(inner) ||
      typescript.isBinaryExpression(inner) ||
      typescript.isPrefixUnaryExpression(inner) ||
      (typescript.isNewExpression(inner) && typescript.isIdentifier(inner.expression) && quietClasses.has(inner.expression.text))
    );
  }

  #isQuiet(node: ts.Node): boolean {
    if (typescript.isTypeNode(node)) return true;
    if (this.#isLoud(node)) return false;
    if (typescript.isCallExpression(node) && !this.#isQuietCall(node)) return false;
    return typescript.forEachChild(node, child => !this.#isQuiet(child) || undefined) !== true;
  }

  #isLoud(node: ts.Node): boolean {
    const { SyntaxKind } = typescript;
    if (typescript.isBinaryExpression(node)) return isAssignment(node) && !this.#isOwn(node.left);
    if (typescript.isPrefixUnaryExpression(node) || typescript.isPostfixUnaryExpression(node))
      return [SyntaxKind.PlusPlusToken, SyntaxKind.MinusMinusToken].some(kind => kind === node.operator) && !this.#isOwn(node.operand);
    if (typescript.isDeleteExpression(node)) return !this.#isOwn(node.expression);
    if (typescript.isNewExpression(node))
      return !(
        typescript.isIdentifier(node.expression) &&
        quietClasses.has(node.expression.text) &&
        !this.#isDeclared(node.expression.text)
      );
    return [
      SyntaxKind.ThrowStatement,
      SyntaxKind.YieldExpression,
      SyntaxKind.TaggedTemplateExpression,
      SyntaxKind.ImportKeyword,
      SyntaxKind.ClassDeclaration,
      SyntaxKind.ClassExpression
    ].some(kind => kind === node.kind);
  }

  /** True for an assignment that changes only what the code made itself: a variable, or an object's own properties, not those of what it holds. */
  #isOwn(target: ts.Expression): boolean {
    const inner = withoutTypes(target);
    if (typescript.isIdentifier(inner)) return this.#own.has(inner.text);
    if (typescript.isArrayLiteralExpression(inner)) return inner.elements.every(each => this.#isOwn(each));
    const isProperty = typescript.isPropertyAccessExpression(inner) || typescript.isElementAccessExpression(inner);
    return isProperty && this.#isFreshVariable(inner.expression);
  }

  #isFreshVariable(expression: ts.Expression): boolean {
    const inner = withoutTypes(expression);
    return typescript.isIdentifier(inner) && this.#own.get(inner.text) === true && !this.#shared.has(inner.text);
  }

  #isQuietCall(call: ts.CallExpression): boolean {
    const callee = withoutTypes(call.expression);
    const changed = changedByCall(call);
    if (changed.length > 0) return changed.every(each => this.#isFreshVariable(each) || this.#isFresh(each));
    if (typescript.isIdentifier(callee)) return this.#isQuietFunction(callee.text);
    if (!typescript.isPropertyAccessExpression(callee)) return false;
    const receiver = withoutTypes(callee.expression);
    const [root] = chainRoots(receiver);
    if (root !== undefined && !this.#isValue(root.text)) return quietObjects.has(root.text) || quietMembers.has(callee.name.text);
    return quietMethods.has(callee.name.text);
  }

  #isQuietFunction(name: string): boolean {
    if (this.#own.has(name)) return false;
    const definer = definingCell(this.#notebook, this.#cell, name);
    if (definer === undefined) return !this.#isDeclared(name) && quietFunctions.has(name);
    const unit = definer.outline.units.get(name);
    const body = unit?.initializer ?? unit?.parts[0];
    if (unit?.kind === 'import') return quietMembers.has(unit.import?.imported ?? '');
    if (unit?.kind !== 'function' || body === undefined || unit.parts.length > 1) return false;
    if (this.#visited.has(body)) return true;
    this.#visited.add(body);
    return new QuietCode(definer, this.#notebook, this.#visited).hold([body]);
  }

  #isDeclared(name: string): boolean {
    return this.#own.has(name) || this.#notebook.declaring.has(name);
  }

  /** True for a variable of the code or of a cell; false for globals and imports. */
  #isValue(name: string): boolean {
    if (this.#own.has(name)) return true;
    const declaring = this.#notebook.declaring.get(name);
    return declaring !== undefined && !declaring.some(each => each.outline.units.get(name)?.import);
  }
}
