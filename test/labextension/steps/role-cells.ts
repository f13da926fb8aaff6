import { Signal } from '@lumino/signaling';
import type { RoleCells } from '../../../labextension/src/steps/live-cells';
import type { Cell } from '../../../src/notebook/cell';

/** A code cell, or one that its id says to be `markdown…`. */
export function roleCell(id: string, tags: readonly string[] = [], settings: unknown = null): Cell {
  return { id, index: 0, kind: id.startsWith('markdown') ? 'markdown' : 'code', source: '', tags, settings, executionCount: null };
}

/** Cells numbered in their order. */
export function inOrder(cells: readonly Cell[]): Cell[] {
  return cells.map((cell, index) => ({ ...cell, index }));
}

/** Roles that a test changes by `set`. */
export class FakeRoles implements RoleCells {
  cells: readonly Cell[];
  settings: unknown = null;
  readonly changed = new Signal<this, void>(this);

  constructor(cells: readonly Cell[]) {
    this.cells = inOrder(cells);
  }

  set(cells: readonly Cell[]): void {
    this.cells = inOrder(cells);
    this.changed.emit();
  }
}
