import type ts from 'typescript';
import { frameName } from '../../code';
import { typescript } from '../load-typescript';
import { isRuntimeName, type Reference } from '../names/cell-names';
import { contestedNames, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { literalAssignments } from '../parameters';
import { identifier, property } from './build';
import { thisCaptures, type ThisCaptures } from './this-captures';

/** What rewriting a cell must know; made once a cell. */
export interface CellRewrite {
  readonly cell: ResolvedCell;
  readonly notebook: NotebookNames;
  readonly contested: ReadonlySet<string>;
  /** What each identifier that no function or block declares refers to. */
  readonly references: ReadonlyMap<ts.Node, Reference>;
  /** Literals of the parameters cell, by node, with the parameter's name. */
  readonly parameters: ReadonlyMap<ts.Node, string>;
  readonly captures: ThisCaptures;
}

/** A cell being rewritten: `visit` gives an expression, statement or other node its new form. */
export interface Rewriter extends CellRewrite {
  readonly context: ts.TransformationContext;
  readonly visit: (node: ts.Node) => ts.Node;
}

/** Prepares the rewriting of a cell. */
export function cellRewrite(cell: ResolvedCell, notebook: NotebookNames): CellRewrite {
  const literals = cell.cell.tags.includes('parameters') ? literalAssignments(cell) : [];
  return {
    cell,
    notebook,
    contested: contestedNames(cell, notebook),
    references: new Map(cell.references.map(reference => [reference.node, reference])),
    parameters: new Map(literals.map(({ literal, parameter }) => [literal, parameter.name])),
    captures: thisCaptures(cell.file)
  };
}

/** `$.name`, or `$3.name` for a contested name in its own cell 3. */
export function scopeAccess(rewrite: CellRewrite, name: string): ts.Expression {
  const { cell, contested } = rewrite;
  return property(identifier(contested.has(name) ? frameName(cell.cell.index) : '$'), name);
}

/** The new form of an identifier in an expression; the same node where nothing changes. */
export function rewriteIdentifier(rewrite: CellRewrite, node: ts.Identifier): ts.Expression {
  const replaced = replacement(rewrite, node);
  return replaced === null ? node : typescript.setSourceMapRange(replaced, node);
}

function replacement(rewrite: CellRewrite, node: ts.Identifier): ts.Expression | null {
  if (rewrite.cell.hiding.has(node)) return identifier(renamed(node));
  const reference = rewrite.references.get(node);
  if (reference === undefined) return null;
  const { name } = reference;
  if (rewrite.notebook.declaring.has(name)) return scopeAccess(rewrite, name);
  if (name === 'require') return identifier('$require');
  if (name === 'exports') return identifier('$');
  return isRuntimeName(name) ? property(identifier('globalThis'), name) : null;
}

/** What a local name of the user's is called that would hide one of the runtime's. */
export function renamed(node: ts.Identifier): string {
  return `${node.text}_local`;
}
