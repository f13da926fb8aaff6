import { diffLines } from 'diff';

/** A line of a diff: in both, only now (`added`), or only then (`removed`). */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** How a cell's code has changed since a run. */
export interface CodeDiff {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

/** What has changed from `then` to `now`, line by line. Texts that have too little in common are one block removed and one added. */
export function codeDiff(then: string, now: string): CodeDiff {
  const changes = diffLines(withNewline(then), withNewline(now), { maxEditLength: mostEdits }) ?? [
    { value: then, added: false, removed: true },
    { value: now, added: true, removed: false }
  ];
  const lines = changes.flatMap(({ value, added, removed }) =>
    linesOf(value).map(text => ({ kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const), text }))
  );
  return { lines, added: count(lines, 'added'), removed: count(lines, 'removed') };
}

/** The lines that changed with `around` unchanged ones on both sides; null where lines were left out. */
export function hunksOf(lines: readonly DiffLine[], around: number): (DiffLine | null)[] {
  const shown = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'));
  const hunks: (DiffLine | null)[] = [];
  for (const [at, line] of lines.entries()) {
    if (shown[at] === true) hunks.push(line);
    else if (hunks.at(-1) !== null) hunks.push(null);
  }
  return hunks;
}

/** Edits after which two texts count as different altogether: more would take seconds. */
const mostEdits = 2_000;

/** A last line counts as the same with and without its newline. */
function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function count(lines: readonly DiffLine[], wanted: DiffLine['kind']): number {
  return lines.filter(({ kind }) => kind === wanted).length;
}
