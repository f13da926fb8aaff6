/** What code in cells may want to know of them. */
class CellEvents {
  /** Identifier of the cell that runs or ran last, as JupyterLab sends it; null for none. */
  cell: string | null = null;
  readonly begins = new Set<(cell: string | null) => void>();
  readonly ends = new Set<() => void>();

  begin(cell: unknown): void {
    this.cell = typeof cell === 'string' ? cell : null;
    for (const each of this.begins) each(this.cell);
  }

  end(): void {
    for (const each of this.ends) each();
  }
}

/** This kernel's; the client finds it as a property of `globalThis`. */
export const cellEvents = new CellEvents();

Reflect.set(globalThis, Symbol.for('headwater.cells'), cellEvents);
