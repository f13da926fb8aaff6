import { Debouncer } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Analysis } from '../../../src/server/api/analysis';
import type { RunNotebook } from '../../../src/server/api/look-back';
import type { RunDetail, RunRow } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import { RunList } from '../runs/run-list';
import type { IFlowServer } from '../tokens';
import { matchCells, type NotebookMatch } from './match-cells';

/** What is shown of the past. */
export interface PastView {
  /** Run that was asked for; null while the newest one is looked for, or when there is none. */
  readonly pathspec: string | null;
  /** Null until it is known. */
  readonly run: RunRow | null;
  /** What lies under the cells now: the run before, until the one that was asked for is here. Null before the first. */
  readonly shown: { readonly notebook: RunNotebook; readonly match: NotebookMatch } | null;
  /** `empty`: the flow has no run yet. */
  readonly state: 'loading' | 'shown' | 'empty' | 'failed';
  readonly error: Error | null;
}

/** Looking back from one notebook: which run is shown, and how it lies over the cells. */
export class LookBack implements IDisposable {
  readonly flow: FlowNotebook;
  private readonly _server: IFlowServer;
  private readonly _changed = new Signal<this, PastView | null>(this);
  private readonly _load: Debouncer<void, void, null[]>;
  private readonly _rematch: Debouncer<void, void, null[]>;
  private readonly _kept = new Map<string, RunNotebook>();
  private _view: PastView | null = null;
  private _runs: RunList | null = null;
  private _asked = 0;
  private _isDisposed = false;

  constructor(flow: FlowNotebook, server: IFlowServer, { pause = 60 } = {}) {
    this.flow = flow;
    this._server = server;
    this._load = new Debouncer(() => this._loadShown(), pause);
    this._rematch = new Debouncer(() => this._matchAgain(), pause);
    flow.shownRunChanged.connect(this._onShownRun, this);
    flow.source.changed.connect(this._onSource, this);
    flow.analysisChanged.connect(this._onAnalysis, this);
    server.stateChanged.connect(this._onServer, this);
  }

  /** Null: the notebook shows its own outputs. */
  get view(): PastView | null {
    return this._view;
  }

  get changed(): ISignal<this, PastView | null> {
    return this._changed;
  }

  /** The runs to scrub through; null before the first look back. */
  get runs(): RunList | null {
    return this._runs;
  }

  /** Position of the run among `runs`, 0 is the newest; −1 when it is not among those that are here. */
  get index(): number {
    return this._runs?.rows.findIndex(({ pathspec }) => pathspec === this._view?.pathspec) ?? -1;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Shows the newest run. Flow mode is turned on when it is off: the flow's name is needed. */
  async showLatest(): Promise<void> {
    const asked = ++this._asked;
    if (this._view === null) this._set({ pathspec: null, run: null, shown: null, state: 'loading', error: null });
    try {
      const runs = this._runsOf(await this._flowName());
      await runs.refresh();
      if (asked !== this._asked || this._view === null) return;
      if (runs.error !== null) throw runs.error;
      const newest = runs.rows[0];
      if (newest === undefined) this._set({ ...this._view, state: 'empty', error: null });
      else this.flow.showRun(newest.pathspec);
    } catch (error) {
      if (asked === this._asked && this._view !== null) this._fail(error);
    }
  }

  /** Shows the run at this position of `runs`; pages are loaded up to it. */
  async go(index: number): Promise<void> {
    const asked = ++this._asked;
    await this._runs?.load(index);
    const row = this._runs?.rows[Math.max(0, Math.min(index, (this._runs?.rows.length ?? 0) - 1))];
    if (asked === this._asked && row !== undefined) this.flow.showRun(row.pathspec);
  }

  /** Back to the notebook's own outputs, at once. */
  leave(): void {
    this._asked++;
    this.flow.showRun(null);
    if (this._view !== null) this._set(null);
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._load.dispose();
    this._rematch.dispose();
    this._runs?.dispose();
    Signal.clearData(this);
  }

  private _onShownRun(_flow: FlowNotebook, pathspec: string | null): void {
    this._asked++;
    if (pathspec === null) {
      this._set(null);
      return;
    }
    const runs = this._runsOf(pathspec.split('/')[0] ?? '');
    if (runs.rows.length === 0) void runs.refresh();
    const run = runs.rows.find(each => each.pathspec === pathspec) ?? null;
    this._set({ pathspec, run, shown: this._view?.shown ?? null, state: 'loading', error: null });
    void (this._view?.shown === null ? this._loadShown() : this._load.invoke());
  }

  private async _loadShown(): Promise<void> {
    const pathspec = this._view?.pathspec ?? null;
    if (pathspec === null) return;
    try {
      const [notebook, run] = await Promise.all([this._notebookOf(pathspec), this._runOf(pathspec)]);
      if (this._view?.pathspec !== pathspec) return;
      const match = matchCells(notebook.cells, this.flow.source.read().cells);
      this._set({ pathspec, run, shown: { notebook, match }, state: 'shown', error: null });
    } catch (error) {
      if (this._view?.pathspec === pathspec) this._fail(error);
    }
  }

  private async _notebookOf(pathspec: string): Promise<RunNotebook> {
    const kept = this._kept.get(pathspec);
    if (kept !== undefined) return kept;
    const notebook = await this._server.ask<RunNotebook>('run/notebook', { path: this.flow.source.path, pathspec });
    const isOver = this._runs?.rows.some(row => row.pathspec === pathspec && row.status !== 'running') === true;
    if (isOver) this._kept.set(pathspec, notebook);
    if (this._kept.size > mostKept) this._kept.delete([...this._kept.keys()][0] ?? '');
    return notebook;
  }

  private async _runOf(pathspec: string): Promise<RunRow> {
    const row = this._runs?.rows.find(each => each.pathspec === pathspec);
    return row ?? (await this._server.ask<RunDetail>('run', { path: this.flow.source.path, pathspec })).run;
  }

  private _matchAgain(): void {
    const shown = this._view?.shown ?? null;
    if (this._view === null || shown === null) return;
    const { notebook } = shown;
    this._set({ ...this._view, shown: { notebook, match: matchCells(notebook.cells, this.flow.source.read().cells) } });
  }

  private _onSource(): void {
    if ((this._view?.shown ?? null) !== null) void this._rematch.invoke();
  }

  /** A notebook that could not be read can be now: it has a flow to look back at. */
  private _onAnalysis(_flow: FlowNotebook, analysis: Analysis | null): void {
    if (analysis !== null && this._view?.state === 'failed' && this._view.pathspec === null) void this.showLatest();
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (!up || this._view?.state !== 'failed') return;
    void (this._view.pathspec === null ? this.showLatest() : this._loadShown());
  }

  private _runsOf(flow: string): RunList {
    if (this._runs?.scope.flow === flow) return this._runs;
    this._runs?.dispose();
    this._runs = new RunList(this._server, { path: this.flow.source.path, flow, namespace: '' });
    this._runs.changed.connect(() => this._changed.emit(this._view), this);
    this._runs.follow();
    return this._runs;
  }

  private async _flowName(): Promise<string> {
    if (!this.flow.on) this.flow.turn(true);
    if (this.flow.analysis === null) await this.flow.analyse();
    if (this.flow.analysis !== null) return this.flow.analysis.flow;
    const error = this._server.state.error ?? this.flow.failure;
    throw new Error(error === null ? 'The notebook’s flow is not known yet.' : `${error.message} ${error.hint}`);
  }

  private _fail(error: unknown): void {
    if (this._view === null) return;
    this._set({ ...this._view, state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  }

  private _set(view: PastView | null): void {
    this._view = view;
    if (!this._isDisposed) this._changed.emit(view);
  }
}

/** Past notebooks that are kept, so that scrubbing back and forth is at once. */
const mostKept = 30;
