import { applyEdits, findNodeAtLocation, modify, parseTree, type JSONPath, type Node } from 'jsonc-parser';
import { fixedParts, type Fields, type FixedCell } from './apply-fix';
import type { Fix } from './fix';
import { endOf, valueOf, withoutChild } from './json-edits';
import { parseNotebookJson } from './parse-notebook-json';

/**
 * A notebook file's text after a fix; what the fix does not change keeps every character.
 * @throws HeadwaterError HW101 when the text is no JSON
 */
export function fixedText(text: string, fix: Fix): string {
  const notebook = Object(parseNotebookJson(text)) as Fields;
  const { metadata, cells } = fixedParts(notebook, fix);
  const before = (notebook['cells'] ?? []) as readonly Fields[];
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let json = text.slice(mark.length);
  for (const [index, cell] of before.entries()) {
    const fixed = cells.find(({ origin }) => origin === cell);
    if (fixed !== undefined && fixed.cell !== cell) json = withCell(json, index, cell, fixed.cell);
  }
  json = withChanged(json, ['metadata', 'headwater'], settingsOf(notebook['metadata']), settingsOf(metadata));
  const order = cells.map(({ origin }) => (origin === null ? -1 : before.indexOf(origin)));
  const isInOrder = order.length === before.length && order.every((from, at) => from === at);
  return mark + (isInOrder ? json : withOrder(json, cells, order));
}

function withCell(json: string, index: number, before: Fields, after: Fields): string {
  const [old, now] = [Object(before['metadata']) as Fields, Object(after['metadata']) as Fields];
  let edited = withChanged(json, ['cells', index, 'id'], before['id'], after['id']);
  if (before['metadata'] === undefined && Object.keys(now).length > 0)
    return withChanged(edited, ['cells', index, 'metadata'], undefined, now);
  for (const key of ['tags', 'headwater']) edited = withChanged(edited, ['cells', index, 'metadata', key], old[key], now[key]);
  return withChanged(edited, ['cells', index, 'source'], before['source'], after['source']);
}

/** The text with another value at a path; the same text when both are the same. */
function withChanged(json: string, path: JSONPath, before: unknown, after: unknown): string {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return json;
  if (after === undefined) return withoutValue(json, path);
  return applyEdits(json, modify(json, path, after, { formattingOptions: layoutOf(json) }));
}

function withoutValue(json: string, path: JSONPath): string {
  const root = parseTree(json);
  const property = root && findNodeAtLocation(root, path)?.parent;
  return property?.parent === undefined ? json : withoutChild(json, property.parent, property);
}

/** The text with its cells in another order: `order` has the old index of each, -1 for a new one. */
function withOrder(json: string, cells: readonly FixedCell[], order: readonly number[]): string {
  const list = cellsNode(json);
  const children = list?.children ?? [];
  const [first, last] = [children[0], children.at(-1)];
  if (list === null || first === undefined || last === undefined)
    return withChanged(
      json,
      ['cells'],
      null,
      cells.map(each => each.cell)
    );
  const lead = json.slice(list.offset + 1, first.offset);
  const texts = order.map((from, at) => {
    const node = children[from];
    return node === undefined ? cellText(cells[at]?.cell, lead, json) : json.slice(node.offset, endOf(node));
  });
  return `${json.slice(0, list.offset + 1)}${lead}${texts.join(`,${lead}`)}${json.slice(endOf(last))}`;
}

/** A new cell's text, at the place that the others have in the file. */
function cellText(cell: unknown, lead: string, json: string): string {
  const { insertSpaces, tabSize } = layoutOf(json);
  if (!lead.includes('\n')) return JSON.stringify(cell);
  const [line = ''] = /\r?\n[ \t]*$/.exec(lead) ?? [];
  return JSON.stringify(cell, null, insertSpaces ? tabSize : '\t').replace(/\n/g, line);
}

function cellsNode(json: string): Node | null {
  const root = parseTree(json);
  return root === undefined ? null : valueOf(root, 'cells');
}

/** How a file is laid out, by the indentation of its first key. */
function layoutOf(json: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(json)?.[1] ?? ' ';
  return { insertSpaces: !indent.includes('\t'), tabSize: Math.max(1, indent.length), eol: json.includes('\r\n') ? '\r\n' : '\n' };
}

function settingsOf(metadata: unknown): unknown {
  return (Object(metadata) as Fields)['headwater'];
}
