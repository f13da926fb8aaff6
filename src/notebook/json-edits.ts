import { parseTree, type Node } from 'jsonc-parser';

/** How a file writes its JSON. */
export interface JsonStyle {
  /** One level of indentation; null when the file is not laid out in lines. */
  readonly indent: string | null;
  /** What stands between a key and its value: `: ` or `:`. */
  readonly colon: string;
}

/** The node of a property's value, or null. */
export function valueOf(object: Node, key: string): Node | null {
  return propertyOf(object, key)?.children?.[1] ?? null;
}

/** The JSON text with one more property, in key order where the keys are in order; every other character stays. */
export function withProperty(text: string, path: readonly string[], key: string, value: string, style: JsonStyle): string {
  const object = nodeAt(text, path);
  const property = `${JSON.stringify(key)}${style.colon}${value}`;
  const children = object.children ?? [];
  const last = children.at(-1);
  if (last === undefined) {
    const isTight = text[object.offset + 1] === '}';
    const lead = isTight ? leadInside(text, path, style) : '';
    const end = isTight && style.indent !== null ? leadInside(text, path.slice(0, -1), style) : '';
    return splice(text, object.offset + 1, object.offset + 1, `${lead}${property}${end}`);
  }
  const next = isSorted(children) ? children.find(each => keyOf(each) > key) : undefined;
  const gap = gapBetween(text, object, style);
  return next === undefined
    ? splice(text, endOf(last), endOf(last), `,${gap}${property}`)
    : splice(text, next.offset, next.offset, `${property},${gap}`);
}

/** The JSON text without a property; an object that was opened over several lines for it alone becomes `{}` again. */
export function withoutProperty(text: string, path: readonly string[], key: string): string {
  const object = nodeAt(text, path);
  const property = propertyOf(object, key);
  return property === null ? text : withoutChild(text, object, property);
}

/** The JSON text without one child of an object or list; the inverse of adding it. */
export function withoutChild(text: string, parent: Node, child: Node): string {
  const children = parent.children ?? [];
  const at = children.indexOf(child);
  const [before, after] = [children[at - 1], children[at + 1]];
  if (after !== undefined) return splice(text, child.offset, after.offset, '');
  if (before !== undefined) return splice(text, endOf(before), endOf(child), '');
  const isSpaced = /\s/.test(text[parent.offset + 1] ?? '');
  return isSpaced ? splice(text, parent.offset + 1, endOf(parent) - 1, '') : splice(text, child.offset, endOf(child), '');
}

/** The JSON text with one node's text replaced. */
export function withValue(text: string, node: Node, value: string): string {
  return splice(text, node.offset, endOf(node), value);
}

/** The node at a path of keys. */
export function nodeAt(text: string, path: readonly string[]): Node {
  let node: Node | null = parseTree(text) ?? null;
  for (const key of path) node = node === null ? null : valueOf(node, key);
  if (node === null) throw new Error(`the JSON has nothing at ${path.join('.')}`);
  return node;
}

/** What stands before each child of the object or list at a path, were it laid out in lines: line break and indentation; empty in a file without lines. */
export function leadInside(text: string, path: readonly string[], style: JsonStyle): string {
  if (style.indent === null) return '';
  const root = nodeAt(text, []);
  const first = root.children?.[0];
  const lead = first === undefined ? '\n' : text.slice(root.offset + 1, first.offset);
  return lead + style.indent.repeat(path.length);
}

/** A value's JSON text in the file's style, for a place whose children would have the given lead. */
export function jsonText(value: unknown, inner: string, style: JsonStyle): string {
  if (style.indent === null) return JSON.stringify(value);
  const outer = inner.slice(0, inner.length - style.indent.length);
  return JSON.stringify(value, null, style.indent).replace(/\n/g, outer);
}

/** End of a node, exclusive. */
export function endOf(node: Node): number {
  return node.offset + node.length;
}

function propertyOf(object: Node, key: string): Node | null {
  return object.children?.find(each => each.type === 'property' && keyOf(each) === key) ?? null;
}

function keyOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function isSorted(properties: readonly Node[]): boolean {
  return properties.every((each, i) => i === 0 || keyOf(properties[i - 1] ?? each) <= keyOf(each));
}

/** White space after a comma in an object: that between its first two children, else that before its only one. */
function gapBetween(text: string, object: Node, style: JsonStyle): string {
  const [first, second] = object.children ?? [];
  if (first === undefined) return '';
  if (second !== undefined) return /\s*$/.exec(text.slice(endOf(first), second.offset))?.[0] ?? '';
  const lead = text.slice(object.offset + 1, first.offset);
  return lead !== '' ? lead : style.colon.slice(1);
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
