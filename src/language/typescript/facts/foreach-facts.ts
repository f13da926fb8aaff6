import type ts from 'typescript';
import type { ForeachCall } from '../../language';
import type { Reference } from '../names/cell-names';
import { boundIdentifiers } from '../names/declared-names';
import type { ForeachSite } from '../names/foreach-site';
import { isWrite, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { nameUses, rangeOf } from './name-use';
import { changedNames, isRead, reachedReferences } from './reached-references';

/** What the parts of a cell's fan-out read and write; null when it has none. */
export function foreachFacts(cell: ResolvedCell, notebook: NotebookNames): ForeachCall | null {
  const [site] = cell.foreachCalls;
  if (site === undefined) return null;
  const { file } = cell;
  const before = reachedReferences(cell, splitReferences(cell, site));
  const body = cell.references.filter(({ node }) => isInside(node, site.callback));
  const bodyChanges = changedNames(notebook, cell, body).filter(({ name }) => notebook.declaring.has(name));
  return {
    range: rangeOf(site.call, file),
    binds: boundNames(site),
    splitReads: nameUses(
      before.filter(reference => isRead(reference, notebook) && !cell.declared.has(reference.name)),
      file
    ),
    splitWrites: nameUses(
      before.filter(({ access }) => isWrite(access)),
      file
    ),
    bodyReads: nameUses(
      body.filter(reference => isRead(reference, notebook)),
      file
    ),
    bodyWrites: nameUses(bodyChanges, file)
  };
}

/** Those of the statements before the call and of its items. */
function splitReferences(cell: ResolvedCell, site: ForeachSite): Reference[] {
  return cell.references.filter(({ statement, unit, node }) => unit === null && (statement < site.statement || isInside(node, site.items)));
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}

function boundNames({ binding }: ForeachSite): string[] {
  if (binding === null) return [];
  if (typescript.isVariableDeclaration(binding)) return boundIdentifiers(binding.name).map(({ text }) => text);
  return assignedNames(binding.left);
}

function assignedNames(target: ts.Node): string[] {
  if (typescript.isIdentifier(target)) return [target.text];
  if (typescript.isArrayLiteralExpression(target) || typescript.isObjectLiteralExpression(target) || typescript.isSpreadElement(target)) {
    return childrenOf(target).flatMap(assignedNames);
  }
  if (typescript.isPropertyAssignment(target)) return assignedNames(target.initializer);
  if (typescript.isShorthandPropertyAssignment(target)) return [target.name.text];
  if (typescript.isBinaryExpression(target)) return assignedNames(target.left);
  return typescript.isSpreadAssignment(target) ? assignedNames(target.expression) : [];
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  typescript.forEachChild(node, child => void children.push(child));
  return children;
}
