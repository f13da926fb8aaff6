import type { Cell } from '../../../notebook/cell';
import { parseCell, type Dialect } from '../parse-cell';
import { readCell, type ReadCell } from './cell-names';
import type { ForeachCallees } from './foreach-site';
import { resolvedCell, type ResolvedCell } from './resolved-cell';

/** The most source text, in characters, that is kept of cells; a syntax tree takes some hundred bytes for each. */
const mostText = 1_000_000;

/** What is known of cells from earlier versions of their notebooks, by their source; what was not used for longest is forgotten. */
export class CellMemory {
  readonly #known = new Map<string, KnownCell>();
  #text = 0;

  /** What is known of each of a notebook's code cells; cells with the same source are kept apart. */
  recall(cells: readonly Cell[], dialect: Dialect): KnownCell[] {
    const times = new Map<string, number>();
    const found = cells.map(cell => {
      const time = times.get(cell.source) ?? 0;
      times.set(cell.source, time + 1);
      return this.#recallOne(`${dialect.name} ${time} ${cell.source}`, cell, dialect);
    });
    this.#forgetOldest();
    return found;
  }

  #recallOne(key: string, cell: Cell, dialect: Dialect): KnownCell {
    const known = this.#known.get(key) ?? new KnownCell(cell, dialect);
    if (this.#known.delete(key)) known.is(cell);
    else this.#text += key.length;
    this.#known.set(key, known);
    return known;
  }

  #forgetOldest(): void {
    for (const key of this.#known.keys()) {
      if (this.#text <= mostText) return;
      this.#known.delete(key);
      this.#text -= key.length;
    }
  }
}

/** One source, with the cell that has it now. */
class KnownCell {
  readonly #dialect: Dialect;
  #read: ReadCell;
  #resolved: { readonly by: string; readonly cell: ResolvedCell } | null = null;

  constructor(cell: Cell, dialect: Dialect) {
    this.#dialect = dialect;
    this.#read = readCell(parseCell(cell, dialect));
  }

  get read(): ReadCell {
    return this.#read;
  }

  /** Tells which cell has the source now; it counts as the same one while nothing that analysis looks at is different. */
  is(cell: Cell): void {
    if (isSame(cell, this.#read.cell)) return;
    this.#read = { ...this.#read, cell };
    this.#resolved = null;
  }

  /** The same object again, as long as the cell is the same and `foreach` has the same names. */
  resolve(callees: ForeachCallees): ResolvedCell {
    const by = JSON.stringify([[...callees.names], [...callees.modules]]);
    if (this.#resolved?.by !== by) this.#resolved = { by, cell: resolvedCell(this.#read, this.#dialect, callees) };
    return this.#resolved.cell;
  }
}

function isSame(a: Cell, b: Cell): boolean {
  return a.id === b.id && a.index === b.index && a.tags.length === b.tags.length && a.tags.every((tag, i) => tag === b.tags[i]);
}
