import { parseTree, type Node } from 'jsonc-parser';
import { HeadwaterError } from '../errors';
import { isRoleTag } from './cell-role';
import {
  endOf,
  jsonText,
  leadInside,
  nodeAt,
  valueOf,
  withoutChild,
  withoutProperty,
  withProperty,
  withValue,
  type JsonStyle
} from './json-edits';

/** What is to become of one cell. */
export type CellEdit =
  /** It gets this role tag in place of any other; settings are set in `metadata.headwater`, each at its path. */
  | {
      readonly kind: 'tag';
      readonly tag: string;
      readonly settings: readonly { readonly path: readonly string[]; readonly value: unknown }[];
    }
  /** It loses its role tags and `metadata.headwater`. */
  | { readonly kind: 'untag' };

/**
 * The notebook's text with some cells (by index) edited; every other character stays as it is. Untagging a cell that had no role and no
 * settings before it was tagged gives the text back as it was: how an empty list or object is opened says what was there before.
 * @throws HeadwaterError HW105 when a cell's metadata or tags are not what nbformat says
 */
export function editCells(text: string, edits: ReadonlyMap<number, CellEdit>): string {
  const root = parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  const cells = (root && valueOf(root, 'cells')?.children) ?? [];
  const style = styleOf(text, root);
  let edited = text;
  for (const [index, edit] of [...edits].sort(([a], [b]) => b - a)) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const cellText = text.slice(cell.offset, endOf(cell));
    const cellStyle = cellText.includes('\n') ? style : { ...style, indent: null };
    checkMetadata(cellText, index);
    const changed = edit.kind === 'untag' ? untagged(cellText) : settle(tagged(cellText, edit.tag, cellStyle), edit.settings, cellStyle);
    edited = edited.slice(0, cell.offset) + changed + edited.slice(endOf(cell));
  }
  return edited;
}

function styleOf(text: string, root: Node | undefined): JsonStyle {
  const first = root?.children?.[0];
  const [key, value] = first?.children ?? [];
  if (root === undefined || first === undefined || key === undefined || value === undefined) return { indent: null, colon: ': ' };
  const lead = /\n([ \t]*)$/.exec(text.slice(root.offset, first.offset))?.[1];
  return { indent: lead ?? null, colon: text.slice(endOf(key), value.offset) };
}

function tagged(cell: string, tag: string, style: JsonStyle): string {
  const metadata = valueOf(nodeAt(cell, []), 'metadata');
  // One space after the brace and none before the other marks metadata that this made, so that untagging removes it.
  if (metadata === null) return withProperty(cell, [], 'metadata', `{ "tags"${style.colon}[ ${JSON.stringify(tag)}]}`, style);
  const tags = valueOf(metadata, 'tags');
  if (tags === null) return withProperty(cell, ['metadata'], 'tags', newList(cell, tag, style), style);
  const [role, ...others] = (tags.children ?? []).filter(each => isRoleTag(String(each.value)));
  if (role !== undefined) return withValue(withoutAll(cell, tags, others), role, JSON.stringify(tag));
  return appended(cell, tags, tag, style);
}

function newList(cell: string, tag: string, style: JsonStyle): string {
  if (style.indent === null) return `[ ${JSON.stringify(tag)}]`;
  return jsonText([tag], leadInside(cell, ['metadata', 'tags'], style), style);
}

/** Adds to the end; an empty list stays on its line, which tells it from one that was made for the tag. */
function appended(cell: string, tags: Node, tag: string, style: JsonStyle): string {
  const children = tags.children ?? [];
  const [first, last] = [children[0], children.at(-1)];
  const at = last === undefined ? tags.offset + 1 : endOf(last);
  const lead = first === undefined ? '' : cell.slice(tags.offset + 1, first.offset);
  const gap = lead !== '' ? lead : style.colon.slice(1);
  const added = last === undefined ? JSON.stringify(tag) : `,${gap}${JSON.stringify(tag)}`;
  return cell.slice(0, at) + added + cell.slice(at);
}

function settle(
  cell: string,
  settings: readonly { readonly path: readonly string[]; readonly value: unknown }[],
  style: JsonStyle
): string {
  let edited = cell;
  for (const { path, value } of settings) edited = withSetting(edited, ['metadata', 'headwater', ...path], value, style);
  return edited;
}

/** Sets a value at a path, making the objects on the way. */
function withSetting(cell: string, path: readonly string[], value: unknown, style: JsonStyle): string {
  let known = 0;
  let node: Node = nodeAt(cell, []);
  for (let next = valueOf(node, path[0] ?? ''); next !== null && known < path.length; next = valueOf(node, path[known] ?? '')) {
    node = next;
    known++;
    if (node.type !== 'object') break;
  }
  const rest = path.slice(known);
  if (rest.length === 0 || node.type !== 'object')
    return withValue(cell, node, jsonText(nested(rest, value), leadInside(cell, path.slice(0, known), style), style));
  const [key = '', ...inner] = rest;
  const container = path.slice(0, known);
  return withProperty(cell, container, key, jsonText(nested(inner, value), leadInside(cell, [...container, key], style), style), style);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function untagged(cell: string): string {
  const metadata = valueOf(nodeAt(cell, []), 'metadata');
  if (metadata === null) return cell;
  const without = untaggedList(withoutProperty(cell, ['metadata'], 'headwater'));
  const text = cell.slice(metadata.offset, endOf(metadata));
  const wasMade = /^\{ "/.test(text) && !/\s\}$/.test(text);
  return wasMade && nodeAt(without, ['metadata']).children?.length === 0 ? withoutProperty(without, [], 'metadata') : without;
}

function untaggedList(cell: string): string {
  const tags = valueOf(nodeAt(cell, ['metadata']), 'tags');
  if (tags === null) return cell;
  const children = tags.children ?? [];
  const roles = children.filter(each => isRoleTag(String(each.value)));
  if (roles.length === 0) return cell;
  const wasMade = roles.length === children.length && /\s/.test(cell[tags.offset + 1] ?? '');
  return wasMade ? withoutProperty(cell, ['metadata'], 'tags') : withoutAll(cell, tags, roles);
}

/** Removes children from the last to the first, so that the places of the others stay valid. */
function withoutAll(text: string, parent: Node, children: readonly Node[]): string {
  let edited = text;
  let list: Node = parent;
  for (const child of [...children].reverse()) {
    edited = withoutChild(edited, list, child);
    list = { ...list, length: list.length - (text.length - edited.length), children: (list.children ?? []).filter(each => each !== child) };
  }
  return edited;
}

function checkMetadata(cell: string, index: number): void {
  const metadata = valueOf(nodeAt(cell, []), 'metadata');
  const tags = metadata?.type === 'object' ? valueOf(metadata, 'tags') : null;
  if (metadata !== null && metadata.type !== 'object') throw malformed(index, 'metadata', 'an object');
  if (tags !== null && tags.type !== 'array') throw malformed(index, 'metadata.tags', 'a list');
  const settings = metadata === null ? null : valueOf(metadata, 'headwater');
  if (settings !== null && settings.type !== 'object') throw malformed(index, 'metadata.headwater', 'an object');
}

function malformed(index: number, what: string, kind: string): HeadwaterError {
  return new HeadwaterError('HW105', `The '${what}' of cell ${index + 1} is not ${kind}.`, {
    about: what,
    hint: `Correct it by hand, or open and save the notebook in JupyterLab.`
  });
}
