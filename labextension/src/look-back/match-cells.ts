import type { RunCell } from '../../../src/server/api/look-back';

/** What the matching needs of a cell of the notebook as it is now. */
export interface PresentCell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string;
}

/** A cell of the notebook with what it was in the run. */
export interface MatchedCell {
  readonly past: RunCell;
  /** Whether the code is another one now. */
  readonly differs: boolean;
}

/** A cell of the run that the notebook has no more. */
export interface GoneCell {
  readonly past: RunCell;
  /** Id of the present cell that it stood after; null: it stood first. */
  readonly after: string | null;
}

/** A past notebook laid over the present one. */
export interface NotebookMatch {
  /** By id of the present cell; a cell that is new has none. */
  readonly cells: ReadonlyMap<string, MatchedCell>;
  /** In the order in which they stood. */
  readonly gone: readonly GoneCell[];
  /** Ids of present code cells that the run did not have. */
  readonly fresh: readonly string[];
  /** How many cells are not as they were: changed, gone or new. */
  readonly differing: number;
}

/** Finds for each cell of a run the one that it has become: by id, else by the same text, else by much the same text between the same neighbours. */
export function matchCells(past: readonly RunCell[], present: readonly PresentCell[]): NotebookMatch {
  const pairs = new Pairs(past, present);
  pairs.joinById();
  pairs.joinBetweenNeighbours((then, now) => then.source === now.source && then.source.trim() !== '');
  pairs.join((then, now) => then.source === now.source && then.source.trim() !== '');
  pairs.joinBetweenNeighbours((then, now) => likeness(then.source, now.source) >= alike);
  return pairs.match();
}

/** Share of common lines from which two cells are taken for the same one, edited. */
const alike = 0.5;

type SameCell = (then: RunCell, now: PresentCell) => boolean;

class Pairs {
  private readonly _past: readonly RunCell[];
  private readonly _present: readonly PresentCell[];
  private readonly _presentOf = new Map<RunCell, PresentCell>();
  private readonly _taken = new Set<PresentCell>();

  constructor(past: readonly RunCell[], present: readonly PresentCell[]) {
    this._past = past;
    this._present = present;
  }

  joinById(): void {
    const byId = new Map(this._present.map(now => [now.id, now]));
    for (const then of this._past) {
      const now = byId.get(then.id);
      if (now !== undefined) this._take(then, [now], () => true);
    }
  }

  join(isSame: SameCell): void {
    for (const then of this._unmatched()) this._take(then, this._present, isSame);
  }

  /** As `join`, among the present cells that lie between those of the neighbours before and after. */
  joinBetweenNeighbours(isSame: SameCell): void {
    for (const then of this._unmatched()) {
      const at = this._past.indexOf(then);
      const before = this._placeOf(this._past.slice(0, at).reverse());
      const after = this._placeOf(this._past.slice(at + 1));
      this._take(then, this._present.slice((before ?? -1) + 1, after ?? undefined), isSame);
    }
  }

  match(): NotebookMatch {
    const cells = new Map<string, MatchedCell>();
    const gone: GoneCell[] = [];
    let after: string | null = null;
    for (const then of this._past) {
      const now = this._presentOf.get(then);
      if (now === undefined) {
        if (then.source.trim() !== '' || then.outputs.length > 0) gone.push({ past: then, after });
        continue;
      }
      cells.set(now.id, { past: then, differs: then.source !== now.source });
      after = now.id;
    }
    const fresh = this._present
      .filter(now => now.cell_type === 'code' && !this._taken.has(now) && now.source.trim() !== '')
      .map(({ id }) => id);
    const changed = [...cells.values()].filter(({ differs }) => differs).length;
    return { cells, gone, fresh, differing: changed + gone.length + fresh.length };
  }

  private _unmatched(): RunCell[] {
    return this._past.filter(then => !this._presentOf.has(then));
  }

  private _take(then: RunCell, candidates: readonly PresentCell[], isSame: SameCell): void {
    const now = candidates.find(each => !this._taken.has(each) && each.cell_type === then.kind && isSame(then, each));
    if (now === undefined) return;
    this._presentOf.set(then, now);
    this._taken.add(now);
  }

  /** Position of the present cell of the first of these that has one; null when none has. */
  private _placeOf(cells: readonly RunCell[]): number | null {
    for (const then of cells) {
      const now = this._presentOf.get(then);
      if (now !== undefined) return this._present.indexOf(now);
    }
    return null;
  }
}

/** Share of lines that two texts have in common, 0 to 1; blank lines do not count. */
function likeness(a: string, b: string): number {
  const [left, right] = [a, b].map(text =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
  );
  if (left === undefined || right === undefined || left.length + right.length === 0) return 0;
  const rest = [...right];
  const common = left.filter(line => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
  return (2 * common) / (left.length + right.length);
}
