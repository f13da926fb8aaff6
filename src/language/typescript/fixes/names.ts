import type ts from 'typescript';
import { nearNames } from '../../../near-names';
import { roleOf } from '../../../notebook/cell-role';
import type { CellChange, Fix } from '../../../notebook/fix';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { importOf } from './known-modules';
import { changesOf, instead, type Edit, type SourceFixer } from './source-fixer';

/** HW154 of a variable: another name, everywhere; none for imports. */
export const fixReservedName: SourceFixer = (diagnostic, _cell, notebook) => {
  const name = diagnostic.about ?? '';
  if (diagnostic.range === null || notebook.cells.some(each => each.declared.get(name)?.declaredWith === 'import')) return [];
  const other = freeName(name.replace(/^_hw_/, ''), notebook);
  return [{ title: `Rename '${name}' to '${other}'`, changes: renamed(name, other, notebook) }];
};

/** HW158: a name that is near, everywhere it is used; or an import, where the name is that of a well-known module or of an export of it. */
export const fixUnknownName: SourceFixer = (diagnostic, cell, notebook) => {
  const name = diagnostic.about ?? '';
  const near = nearNames(name, seenFrom(cell, notebook)).map((each): Fix => {
    return { title: `Change '${name}' to '${each}'`, changes: renamed(name, each, notebook) };
  });
  const line = importOf(name);
  if (line === null) return near;
  const user = [cell, ...notebook.cells].find(({ references }) => references.some(each => each.name === name)) ?? cell;
  return [{ title: `Add ${line}`, changes: changesOf(user, [{ start: 0, end: 0, text: `${line}\n` }]) }, ...near];
};

/** The names that are there when a cell runs: a scratch cell's definitions count, its values do not. */
function seenFrom(cell: ResolvedCell, { cells }: NotebookNames): ReadonlySet<string> {
  const before = cells.filter(each => each.cell.index <= cell.cell.index);
  return new Set(before.flatMap(each => [...(roleOf(each.cell).kind === 'scratch' ? each.outline.units : each.declared).keys()]));
}

/** A name that occurs nowhere in the notebook. */
export function freeName(wanted: string, { cells }: NotebookNames): string {
  const base = /^[A-Za-z_$][\w$]*$/.test(wanted) ? wanted : `value_${wanted.replace(/[^\w$]/g, '')}`;
  const isUsed = (name: string): boolean =>
    cells.some(({ file }) => new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(file.text));
  if (!isUsed(base)) return base;
  let number = 2;
  while (isUsed(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}

function renamed(name: string, other: string, { cells }: NotebookNames): CellChange[] {
  return cells.flatMap(cell => changesOf(cell, renamings(name, other, cell)));
}

function renamings(name: string, other: string, cell: ResolvedCell): Edit[] {
  const short = new Set(shortNames(cell.file));
  const nodes = new Set<ts.Node>(cell.references.filter(each => each.name === name).map(each => each.node));
  const unit = cell.outline.units.get(name);
  for (const part of unit?.parts ?? []) if ('name' in part) nodes.add(part.name as ts.Node);
  if (unit !== undefined) nodes.add(unit.node);
  const declared = cell.declared.get(name)?.node;
  if (declared !== undefined) nodes.add(declared);
  return [...nodes].map(node => instead(node, cell, short.has(node) ? `${name}: ${other}` : other));
}

/** The names that are properties as well: `{ x }` as an expression or a pattern. */
function shortNames(node: ts.Node): ts.Node[] {
  const own: ts.Node[] = [];
  if (typescript.isShorthandPropertyAssignment(node)) own.push(node.name);
  if (typescript.isObjectBindingPattern(node))
    own.push(...node.elements.filter(each => each.propertyName === undefined && each.dotDotDotToken === undefined).map(each => each.name));
  typescript.forEachChild(node, child => void own.push(...shortNames(child)));
  return own;
}
