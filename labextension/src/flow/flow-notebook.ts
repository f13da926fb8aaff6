import { Debouncer } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Analysis, AnalyseRequest } from '../../../src/server/api/analysis';
import type { RunProgress } from '../../../src/server/api/run';
import type { IFlowServer } from '../server/server-token';
import { ServerError } from '../server/server-error';
import type { NotebookSource, SourceNotebook } from './notebook-source';

/** An open notebook as a flow: whether flow mode is on, and what its cells mean. Free of JupyterLab, so that it can be tested without one. */
export class FlowNotebook implements IDisposable {
  readonly source: NotebookSource;
  private readonly _server: IFlowServer;
  private readonly _onChanged = new Signal<this, boolean>(this);
  private readonly _analysisChanged = new Signal<this, Analysis | null>(this);
  private readonly _progressChanged = new Signal<this, RunProgress | null>(this);
  private readonly _shownRunChanged = new Signal<this, string | null>(this);
  private readonly _disposed = new Signal<this, void>(this);
  private readonly _pause: Debouncer<void, void, null[]>;
  private _on = false;
  private _analysis: Analysis | null = null;
  private _progress: RunProgress | null = null;
  private _shownRun: string | null = null;
  private _asked = 0;
  private _newest: Promise<void> = Promise.resolve();
  private _askedAbout = '';
  private _answeredAbout = '';
  private _failure: ServerError | null = null;
  private _isDisposed = false;

  constructor(source: NotebookSource, server: IFlowServer, options: { readonly pause: number }) {
    this.source = source;
    this._server = server;
    this._pause = new Debouncer(() => this._analyseIfChanged(), options.pause);
    source.changed.connect(this._onSourceChanged, this);
    server.stateChanged.connect(this._onServer, this);
    if (isFlow(source.read())) this.turn(true);
  }

  /** Whether flow mode is on: the notebook shows steps, diagnostics and runs. On from the start when the notebook is a flow already. */
  get on(): boolean {
    return this._on;
  }

  get onChanged(): ISignal<this, boolean> {
    return this._onChanged;
  }

  /** The newest answer of the server; null before the first one and while flow mode is off. It may be a moment older than the cells. */
  get analysis(): Analysis | null {
    return this._analysis;
  }

  get analysisChanged(): ISignal<this, Analysis | null> {
    return this._analysisChanged;
  }

  /** Why the last question got no answer, such as a notebook that cannot be read; null when it got one. `analysisChanged` tells of it too. */
  get failure(): ServerError | null {
    return this._failure;
  }

  /** The run that goes on, or the last one that was followed here; null before the first. */
  get progress(): RunProgress | null {
    return this._progress;
  }

  get progressChanged(): ISignal<this, RunProgress | null> {
    return this._progressChanged;
  }

  setProgress(progress: RunProgress | null): void {
    this._progress = progress;
    this._progressChanged.emit(progress);
  }

  /** Pathspec of the past run whose outputs and values are shown under the cells; null: the notebook's own. */
  get shownRun(): string | null {
    return this._shownRun;
  }

  get shownRunChanged(): ISignal<this, string | null> {
    return this._shownRunChanged;
  }

  showRun(pathspec: string | null): void {
    if (pathspec === this._shownRun) return;
    this._shownRun = pathspec;
    this._shownRunChanged.emit(pathspec);
  }

  get disposed(): ISignal<this, void> {
    return this._disposed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Turns flow mode on or off; the notebook itself stays as it is. */
  turn(on: boolean): void {
    if (on === this._on) return;
    this._on = on;
    if (on) void this.analyse();
    else this._setAnalysis(null);
    this._onChanged.emit(on);
  }

  /**
   * Asks the server what the cells mean now. An answer that a later question has overtaken is left alone, and the later one waited for;
   * without an answer the last one stays.
   */
  analyse(): Promise<void> {
    if (this._on && !this._isDisposed) this._newest = this._ask();
    return this._newest;
  }

  /** Waits until the analysis is about the cells as they are now; false when the server did not answer. */
  async settle(): Promise<boolean> {
    if (this._analysis === null || JSON.stringify(this.source.read()) !== this._answeredAbout) await this.analyse();
    return this._analysis !== null && JSON.stringify(this.source.read()) === this._answeredAbout;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._pause.dispose();
    this.source.dispose();
    this._disposed.emit();
    Signal.clearData(this);
  }

  private async _ask(): Promise<void> {
    const asked = ++this._asked;
    const request: AnalyseRequest = { path: this.source.path, notebook: this.source.read() };
    const about = JSON.stringify(request.notebook);
    this._askedAbout = about;
    try {
      const analysis = await this._server.ask<Analysis>('analyse', {}, request);
      if (asked !== this._asked) return await this._newest;
      if (!this._on) return;
      this._answeredAbout = about;
      this._failure = null;
      this._setAnalysis(analysis);
    } catch (error) {
      // The server's state says too what is wrong, and asks for an analysis when it is back.
      if (asked !== this._asked) return await this._newest;
      if (this._isDisposed) return;
      this._failure = error instanceof ServerError ? error : null;
      this._setAnalysis(this._analysis);
    }
  }

  private _onSourceChanged(): void {
    if (this._on) void this._pause.invoke();
  }

  /** Editors tell of outputs too, which mean nothing to a flow. */
  private async _analyseIfChanged(): Promise<void> {
    if (JSON.stringify(this.source.read()) !== this._askedAbout) await this.analyse();
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (up) void this.analyse();
  }

  private _setAnalysis(analysis: Analysis | null): void {
    this._analysis = analysis;
    this._analysisChanged.emit(analysis);
  }
}

/** A notebook is a flow when it says so, or when a cell has a step. */
function isFlow({ metadata, cells }: SourceNotebook): boolean {
  if (typeof metadata['headwater'] === 'object' && metadata['headwater'] !== null) return true;
  return cells.some(
    ({ metadata: { tags } }) => Array.isArray(tags) && tags.some(tag => typeof tag === 'string' && tag.startsWith('step:'))
  );
}
