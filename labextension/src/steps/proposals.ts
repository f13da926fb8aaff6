import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Analysis, CellProposal } from '../../../src/server/api/analysis';
import { roleOf } from '../../../src/notebook/cell-role';
import type { CellChange } from '../../../src/notebook/fix';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { RoleCells } from './live-cells';

/** How many cells get a tag, and how many steps they make. */
export interface ProposalCount {
  readonly cells: number;
  readonly steps: number;
}

/**
 * What the cells of a notebook without steps could become. A proposal is open until its cell has a role, or somebody has said no to it:
 * so the rest stays open after the first one was taken, and an undo opens them again.
 */
export class Proposals implements IDisposable {
  private readonly _flow: FlowNotebook;
  private readonly _live: RoleCells;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _refused = new Set<string>();
  private _offered: readonly CellProposal[] = [];
  private _isDisposed = false;

  constructor(flow: FlowNotebook, live: RoleCells) {
    this._flow = flow;
    this._live = live;
    flow.analysisChanged.connect(this._onAnalysis, this);
    flow.onChanged.connect(this._onTurned, this);
    live.changed.connect(this._onCells, this);
    this._onAnalysis(flow, flow.analysis);
  }

  /** In notebook order. */
  get open(): readonly CellProposal[] {
    if (this._offered.length === 0) return [];
    const free = new Set(this._live.cells.filter(cell => roleOf(cell).kind === 'scratch').map(cell => cell.id));
    const open = this._offered.filter(({ cell }) => free.has(cell) && !this._refused.has(cell));
    // That a cell stays out of the flow needs no answer: it is told as long as others do.
    return open.some(({ tag }) => tag !== null) ? open : [];
  }

  /** What taking all open ones would give; cells that stay out of the flow do not count. */
  get count(): ProposalCount {
    const tags = this.open.flatMap(({ tag }) => (tag === null ? [] : [tag]));
    return { cells: tags.length, steps: new Set(tags.filter(tag => tag.startsWith('step:'))).size };
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Says no to one cell's proposal, or to all that are open. */
  refuse(cell: string | null): void {
    for (const each of this.open) if (cell === null || each.cell === cell) this._refused.add(each.cell);
    this._changed.emit();
  }

  /** What takes the proposal of one cell, or all that are open. The first one also fixes the flow's name, so that a copy of the notebook does not go on with its history. */
  changes(cell: string | null): readonly CellChange[] {
    const taken = this.open.filter(each => each.tag !== null && (cell === null || each.cell === cell));
    if (taken.length === 0) return [];
    const tags = taken.map(each => ({ kind: 'tags', cell: each.cell, add: each.tag === null ? [] : [each.tag], remove: [] }) as const);
    return [...tags, ...nameChange(this._flow.analysis, this._live.settings)];
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._flow.analysisChanged.disconnect(this._onAnalysis, this);
    this._flow.onChanged.disconnect(this._onTurned, this);
    this._live.changed.disconnect(this._onCells, this);
    Signal.clearData(this);
  }

  /** A notebook that has a step gets no proposals any more: those that were made before stay. */
  private _onAnalysis(_flow: FlowNotebook, analysis: Analysis | null): void {
    if (analysis !== null && analysis.proposals.length > 0) this._offered = analysis.proposals;
    this._changed.emit();
  }

  /** Turning flow mode on again asks again. */
  private _onTurned(_flow: FlowNotebook, on: boolean): void {
    this._refused.clear();
    if (!on) this._offered = [];
    this._changed.emit();
  }

  private _onCells(): void {
    if (this._offered.length > 0) this._changed.emit();
  }
}

/** Stores the flow's name where there is none yet; none when it is not known, or the settings are not what they should be. */
export function nameChange(analysis: Analysis | null, settings: unknown): CellChange[] {
  if (analysis === null || analysis.flow === '') return [];
  if (settings !== null && (typeof settings !== 'object' || Array.isArray(settings) || 'flow' in settings)) return [];
  return [{ kind: 'notebook', settings: { ...settings, flow: analysis.flow } }];
}
