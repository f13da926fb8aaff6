import type ts from 'typescript';
import type { Diagnostic } from '../../../diagnostic';
import type { CellChange, Fix } from '../../../notebook/fix';
import { rangeBetween, rangeOf } from '../facts/name-use';
import type { NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';

/** Finds what can be done in the source about a diagnostic of its code, which lies in `cell`; best first. */
export type SourceFixer = (diagnostic: Diagnostic, cell: ResolvedCell, notebook: NotebookNames) => Fix[];

/** A span of a cell's source, by offsets, with what is to stand there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The changes that edits make to a cell's source, from its end to its beginning; edits must not overlap. */
export function changesOf({ cell, file }: ResolvedCell, edits: readonly Edit[]): CellChange[] {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .map(({ start, end, text }) => ({ kind: 'source', cell: cell.id, range: rangeBetween(start, end, file), text }));
}

/** A node's source replaced. */
export function instead(node: ts.Node, cell: ResolvedCell, text: string): Edit {
  return { start: node.getStart(cell.file), end: node.end, text };
}

/** A statement away with the rest of its line. */
export function away(statement: ts.Node, { file }: ResolvedCell): Edit {
  const rest = /^[ \t]*(\r?\n)?/.exec(file.text.slice(statement.end))?.[0] ?? '';
  return { start: statement.getStart(file), end: statement.end + rest.length, text: '' };
}

/** True for the node that a diagnostic marks. */
export function isMarked(node: ts.Node, { range }: Diagnostic, { file }: ResolvedCell): boolean {
  const place = rangeOf(node, file);
  return range !== null && place.startLine === range.startLine && place.startColumn === range.startColumn;
}
