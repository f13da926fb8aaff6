import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import type { Severity, SourceRange } from '../../../src/diagnostic';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { RoleCells } from '../steps/live-cells';

/** What is wrong with a flow, in notebook order; what is about the notebook as a whole comes first. Empty while flow mode is off. */
export class Problems implements IDisposable {
  private readonly _flow: FlowNotebook;
  private readonly _live: RoleCells;
  private readonly _changed = new Signal<this, void>(this);
  private _byCell: ReadonlyMap<string | null, readonly DiagnosticWithFixes[]> | null = null;
  private _isDisposed = false;

  constructor(flow: FlowNotebook, live: RoleCells) {
    this._flow = flow;
    this._live = live;
    flow.analysisChanged.connect(this._onAnalysis, this);
  }

  get all(): readonly DiagnosticWithFixes[] {
    const places = new Map(this._live.cells.map(cell => [cell.id, cell.index]));
    const place = ({ cell }: DiagnosticWithFixes): number => (cell === null ? -1 : (places.get(cell) ?? -1));
    return [...(this._flow.analysis?.diagnostics ?? [])].sort((a, b) => place(a) - place(b));
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Those of one cell, errors first; null asks for those of the notebook as a whole. The same list until the next analysis. */
  of(cell: string | null): readonly DiagnosticWithFixes[] {
    this._byCell ??= byCell(this._flow.analysis?.diagnostics ?? []);
    return this._byCell.get(cell) ?? none;
  }

  /** The cell of the next problem after a cell, or before it, round the end; null when no cell has one. */
  cellAfter(cell: string | null, direction: 1 | -1): string | null {
    const order = this._live.cells.map(each => each.id);
    const troubled = new Set(this._flow.analysis?.diagnostics.flatMap(each => each.cell ?? []));
    const from = cell === null ? -1 : order.indexOf(cell);
    const rest = direction === 1 ? [...order.slice(from + 1), ...order.slice(0, from + 1)] : aroundBack(order, from);
    return rest.find(each => troubled.has(each)) ?? null;
  }

  /** The first problem with a fix: of this cell, best on the line of the cursor (from 0), else of the cells after it. */
  fixable(cell: string | null, line: number | null): DiagnosticWithFixes | null {
    const candidates = (cell === null ? [] : this.of(cell)).filter(each => each.fixes.length > 0);
    const own = candidates.find(({ range }) => isOnLine(range, line)) ?? candidates[0];
    if (own !== undefined) return own;
    const all = this.all.filter(each => each.fixes.length > 0);
    const order = new Map(this._live.cells.map(each => [each.id, each.index]));
    const from = cell === null ? -1 : (order.get(cell) ?? -1);
    return all.find(each => each.cell !== null && (order.get(each.cell) ?? -1) > from) ?? all[0] ?? null;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._flow.analysisChanged.disconnect(this._onAnalysis, this);
    Signal.clearData(this);
  }

  private _onAnalysis(): void {
    this._byCell = null;
    this._changed.emit();
  }
}

function isOnLine(range: SourceRange | null, line: number | null): boolean {
  return range !== null && line !== null && range.startLine <= line && line <= range.endLine;
}

const none: readonly DiagnosticWithFixes[] = [];

function byCell(problems: readonly DiagnosticWithFixes[]): Map<string | null, DiagnosticWithFixes[]> {
  const found = new Map<string | null, DiagnosticWithFixes[]>();
  for (const each of problems) found.set(each.cell, [...(found.get(each.cell) ?? []), each]);
  for (const each of found.values()) each.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return found;
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

function aroundBack(order: readonly string[], from: number): string[] {
  const at = from < 0 ? order.length : from;
  return [...order.slice(0, at).reverse(), ...order.slice(at).reverse()];
}
