import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { FlowChange } from '../../../src/server/api/answer';
import type { RunPage, RunProgress } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer } from '../server/server-token';

/** Follows the runs of one notebook's flow and tells the notebook how far they are. */
export class RunFollower implements IDisposable {
  private readonly _flow: FlowNotebook;
  private readonly _server: IFlowServer;
  private readonly _ended = new Signal<this, RunProgress>(this);
  private readonly _followingChanged = new Signal<this, string | null>(this);
  private _following: { readonly pathspec: string; readonly stream: IDisposable } | null = null;
  /** Tells of runs that others start: another tab, the command line. */
  private _watching: { readonly flow: string; readonly stream: IDisposable } | null = null;
  /** The newest run that was ever followed here: older ones are not gone back to, a dead one may be told as running for long. */
  private _newest: string | null = null;
  private _running: readonly string[] = [];
  private _isDisposed = false;

  constructor(flow: FlowNotebook, server: IFlowServer) {
    this._flow = flow;
    this._server = server;
    flow.analysisChanged.connect(this._onAnalysis, this);
    server.stateChanged.connect(this._onServer, this);
    if (flow.analysis !== null) this._onAnalysis();
  }

  /** A run that was followed here while it went on has ended. */
  get ended(): ISignal<this, RunProgress> {
    return this._ended;
  }

  /** Pathspec of the run that is followed now; null when none goes on. */
  get following(): string | null {
    return this._following?.pathspec ?? null;
  }

  get followingChanged(): ISignal<this, string | null> {
    return this._followingChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Follows this run to its end, in place of another one. */
  follow(pathspec: string): void {
    if (pathspec === this.following || this._isDisposed) return;
    if (isNewer(pathspec, this._newest)) this._newest = pathspec;
    this._following?.stream.dispose();
    const stream = this._server.follow<RunProgress>('run/follow', { path: this._flow.source.path, pathspec }, 'progress', progress =>
      this._take(pathspec, progress)
    );
    this._following = { pathspec, stream };
    this._followingChanged.emit(pathspec);
  }

  /** Looks whether a run of this flow goes on, whoever started it, and follows it. */
  async look(): Promise<void> {
    const flow = this._flow.analysis?.flow;
    if (flow === undefined || this._following !== null) return;
    try {
      const { runs } = await this._server.ask<RunPage>('runs', { path: this._flow.source.path, flow, limit: 1 });
      const newest = runs[0];
      if (newest?.status === 'running') this._join([newest.pathspec]);
    } catch {
      // The server's state says what is wrong; it is looked for again when it is back.
    }
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this._following?.stream.dispose();
    this._following = null;
    this._watch(null);
    Signal.clearData(this);
  }

  private _take(pathspec: string, progress: RunProgress): void {
    if (pathspec !== this.following) return;
    this._flow.setProgress(progress);
    if (progress.finishedAt === null && progress.status === 'running') return;
    this._following?.stream.dispose();
    this._following = null;
    this._followingChanged.emit(null);
    this._ended.emit(progress);
    this._join(this._running);
  }

  /** Follows the newest of these runs, unless it was followed already: one that has just ended may still be told as one that goes on. */
  private _join([newest]: readonly string[]): void {
    if (newest !== undefined && this._following === null && isNewer(newest, this._newest)) this.follow(newest);
  }

  /** An analysis names the flow: a run of it may have been going on since before the page was loaded. */
  private _onAnalysis(): void {
    const flow = this._flow.analysis?.flow ?? null;
    if (flow === (this._watching?.flow ?? null)) return;
    this._watch(flow);
    if (flow !== null) void this.look();
  }

  private _watch(flow: string | null): void {
    this._watching?.stream.dispose();
    this._running = [];
    this._watching = flow === null ? null : { flow, stream: this._streamOf(flow) };
  }

  private _streamOf(flow: string): IDisposable {
    return this._server.follow<FlowChange>('flow/follow', { path: this._flow.source.path, flow }, 'changed', ({ followable }) => {
      this._running = followable;
      this._join(followable);
    });
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (up) void this.look();
  }
}

/** Ids of runs are times, as numbers in text; runs of another flow (it was renamed) count as newer. */
function isNewer(pathspec: string, than: string | null): boolean {
  const [flow, run] = pathspec.split('/');
  const [otherFlow, otherRun] = than?.split('/') ?? [];
  return flow !== otherFlow || Number(run) > Number(otherRun);
}
