import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { RunNotebook, TaskCards, TaskVariables } from '../../../src/server/api/look-back';
import type { RunDetail as Detail, RunProgress, TaskRow } from '../../../src/server/api/run';
import type { IFlowServer } from '../tokens';

/** One run that is open: its tasks and circumstances, its critical path; while it goes on, as it goes on. */
export class RunDetail implements IDisposable {
  readonly path: string;
  readonly pathspec: string;
  readonly server: IFlowServer;
  private readonly _changed = new Signal<this, void>(this);
  private _detail: Detail | null = null;
  private _criticalPath: readonly string[] = [];
  private _error: Error | null = null;
  private _following: IDisposable | null = null;
  private _seen = '';
  private _isDisposed = false;

  constructor(server: IFlowServer, path: string, pathspec: string) {
    this.server = server;
    this.path = path;
    this.pathspec = pathspec;
    server.stateChanged.connect(this._onServer, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Null until it is here. */
  get detail(): Detail | null {
    return this._detail;
  }

  /** Steps on the longest chain of waits; empty until the run has ended, and for runs that did not note it. */
  get criticalPath(): readonly string[] {
    return this._criticalPath;
  }

  get error(): Error | null {
    return this._error;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Asks for the run, and follows it to its end. */
  async open(): Promise<void> {
    await this._load();
    if (this._isDisposed || this._following !== null || this._error !== null) return;
    const query = { path: this.path, pathspec: this.pathspec };
    this._following = this.server.follow<RunProgress>('run/follow', query, 'progress', progress => this._onProgress(progress));
  }

  variablesOf(task: TaskRow): Promise<TaskVariables> {
    return this.server.ask<TaskVariables>('task/variables', { path: this.path, pathspec: task.pathspec });
  }

  cardsOf(task: TaskRow): Promise<TaskCards> {
    const { pathspec, index, status } = task;
    if (status !== 'running') return this.server.ask<TaskCards>('task/cards', { path: this.path, pathspec });
    // A task at work may have its id, but is not recorded under it.
    const step = pathspec.split('/').slice(0, 3).join('/');
    return this.server.ask<TaskCards>('task/cards', {
      path: this.path,
      pathspec: step,
      ...(index === null ? {} : { index: String(index) })
    });
  }

  notebook(): Promise<RunNotebook> {
    return this.server.ask<RunNotebook>('run/notebook', { path: this.path, pathspec: this.pathspec });
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._following?.dispose();
    Signal.clearData(this);
  }

  private async _load(): Promise<void> {
    try {
      this._detail = await this.server.ask<Detail>('run', { path: this.path, pathspec: this.pathspec });
      this._error = null;
    } catch (error) {
      this._error = error instanceof Error ? error : new Error(String(error));
    }
    if (!this._isDisposed) this._changed.emit();
  }

  private _onProgress({ criticalPath, steps, status, finishedAt }: RunProgress): void {
    const state = JSON.stringify([status, steps.map(({ name, phase, items }) => [name, phase, items?.done])]);
    this._criticalPath = criticalPath;
    if (finishedAt !== null) this._following?.dispose();
    if (state === this._seen) return;
    this._seen = state;
    void this._load();
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (up && this._error !== null) void this.open();
  }
}
