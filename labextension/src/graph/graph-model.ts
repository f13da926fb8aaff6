import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Edge, Evidence, StepNode } from '../../../src/graph/flow-graph';
import { drawnEdges } from '../../../src/graph/drawn-edges';
import type { Laid, LayoutOptions } from '../../../src/graph/layout-graph';
import type { StepProgressRow } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';

/** A graph that has places, with the edges that are drawn. */
export interface PlacedGraph {
  readonly laid: Laid;
  readonly edges: readonly Edge[];
}

/** What gives a graph its places. */
export type Layout = (
  graph: { readonly steps: readonly StepNode[]; readonly edges: readonly Edge[] },
  options: LayoutOptions
) => Promise<Laid>;

/** A sign behind each variable of an edge that says how sure it is. */
export const evidenceSigns: Readonly<Record<Evidence, string>> = { inferred: ' ·', confirmed: ' ✓', learned: ' +', refuted: ' ✗' };

/** Room for a state line in each box. */
const room = { width: 148, height: 24 } as const;

/** The graph of one flow: laid out anew only when what is drawn has changed. */
export class GraphModel implements IDisposable {
  readonly flow: FlowNotebook;
  private readonly _layout: Layout;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _activeStepChanged = new Signal<this, string | null>(this);
  private _graph: PlacedGraph | null = null;
  private _key = '';
  private _activeStep: string | null = null;
  private _isDisposed = false;

  constructor(flow: FlowNotebook, layout: Layout) {
    this.flow = flow;
    this._layout = layout;
    flow.analysisChanged.connect(this._onAnalysis, this);
    flow.onChanged.connect(this._emit, this);
    flow.progressChanged.connect(this._emit, this);
    this._onAnalysis();
  }

  /** Null while there is nothing to draw. */
  get graph(): PlacedGraph | null {
    return this._graph;
  }

  /** The graph, the run's state or flow mode has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Step of the notebook's active cell. */
  get activeStep(): string | null {
    return this._activeStep;
  }

  get activeStepChanged(): ISignal<this, string | null> {
    return this._activeStepChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  setActiveStep(step: string | null): void {
    if (step === this._activeStep) return;
    this._activeStep = step;
    this._activeStepChanged.emit(step);
  }

  /** How far the steps are, by name; empty when no run was followed. */
  get states(): ReadonlyMap<string, StepProgressRow> {
    return new Map(this.flow.progress?.steps.map(step => [step.name, step]));
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    Signal.disconnectAll(this);
    Signal.clearData(this);
  }

  private _onAnalysis(): void {
    const steps = this.flow.analysis?.steps ?? [];
    const edges = drawnEdges(this.flow.analysis?.edges ?? []);
    const key = drawnKey(steps, edges);
    if (key === this._key && this._graph !== null) return;
    this._key = key;
    void this._place(key, steps, edges);
  }

  private async _place(key: string, steps: readonly StepNode[], edges: readonly Edge[]): Promise<void> {
    const graph = steps.length === 0 ? null : { laid: await this._layout({ steps, edges }, { marks: evidenceSigns, room }), edges };
    if (key !== this._key || this._isDisposed) return;
    this._graph = graph;
    this._emit();
  }

  private _emit(): void {
    this._changed.emit();
  }
}

/** Equal for two graphs that look the same. */
function drawnKey(steps: readonly StepNode[], edges: readonly Edge[]): string {
  return JSON.stringify([
    steps.map(({ name, title, kind, cells }) => [name, title, kind, cells]),
    edges.map(({ from, to, uses }) => [from, to, uses.map(({ name, kind, evidence }) => [name, kind, evidence])])
  ]);
}
