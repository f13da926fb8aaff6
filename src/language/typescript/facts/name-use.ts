import type ts from 'typescript';
import type { SourceRange } from '../../../diagnostic';
import type { NameUse } from '../../language';

/** Where a node stands in its cell. */
export function rangeOf(node: ts.Node, file: ts.SourceFile): SourceRange {
  return rangeBetween(node.getStart(file), node.end, file);
}

/** The lines and columns of two offsets. */
export function rangeBetween(start: number, end: number, file: ts.SourceFile): SourceRange {
  const from = file.getLineAndCharacterOfPosition(start);
  const to = file.getLineAndCharacterOfPosition(end);
  return { startLine: from.line, startColumn: from.character, endLine: to.line, endColumn: to.character };
}

/** Each name once, at its first place, in the order of the source. */
export function nameUses(uses: readonly { readonly name: string; readonly node: ts.Identifier }[], file: ts.SourceFile): NameUse[] {
  const first = new Map<string, ts.Identifier>();
  for (const { name, node } of uses) {
    const known = first.get(name);
    if (known === undefined || node.pos < known.pos) first.set(name, node);
  }
  const sorted = [...first].sort(([, a], [, b]) => a.pos - b.pos);
  return sorted.map(([name, node]) => ({ name, range: rangeOf(node, file) }));
}

/** Each name once, sorted by first use. */
export function uniqueNames(uses: readonly { readonly name: string }[]): string[] {
  return [...new Set(uses.map(({ name }) => name))];
}
