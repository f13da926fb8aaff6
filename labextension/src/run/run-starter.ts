import { Signal, type ISignal } from '@lumino/signaling';
import type { Diagnostic } from '../../../src/diagnostic';
import type { RunPage, StartAnswer, StartRequest, StopRequest } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer } from '../server/server-token';

/** What has to be done to a notebook before it can run; the editor's part of a start. */
export interface Preparation {
  /** Makes what is left of an open proposal of steps the notebook's own; nothing when none is open. */
  acceptProposals(flow: FlowNotebook): Promise<void>;
  /** @throws when the notebook cannot be saved */
  save(flow: FlowNotebook): Promise<void>;
}

/** What to start. */
export interface StartOptions {
  /** By name, as text typed by a person; those left out have the notebook's values. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Step to begin from, with everything before it taken over from the newest run; null runs all. */
  readonly from?: string | null;
}

/** A run was started, or was not. */
export type Started =
  | { readonly type: 'started'; readonly pathspec: string }
  /** Errors of the notebook, or of what was typed. */
  | { readonly type: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  /** There is no earlier run that could be resumed. */
  | { readonly type: 'nothing to resume' };

/** Starts and stops runs of notebooks. */
export class RunStarter {
  private readonly _server: IFlowServer;
  private readonly _preparation: Preparation;
  private readonly _changed = new Signal<this, FlowNotebook>(this);
  private readonly _starting = new Set<FlowNotebook>();

  constructor(server: IFlowServer, preparation: Preparation) {
    this._server = server;
    this._preparation = preparation;
  }

  /** A start of this notebook has begun or is over. */
  get changed(): ISignal<this, FlowNotebook> {
    return this._changed;
  }

  isStarting(flow: FlowNotebook): boolean {
    return this._starting.has(flow);
  }

  /** Accepts an open proposal, saves, starts. Null when a start of this notebook is under way. @throws ServerError, or what `save` throws */
  async start(flow: FlowNotebook, options: StartOptions = {}): Promise<Started | null> {
    if (this._starting.has(flow)) return null;
    this._mark(flow, true);
    try {
      return await this._start(flow, options);
    } finally {
      this._mark(flow, false);
    }
  }

  /** @throws ServerError */
  async stop(flow: FlowNotebook, pathspec: string): Promise<void> {
    const request: StopRequest = { path: flow.source.path, pathspec };
    await this._server.ask('runs/stop', {}, request);
  }

  private async _start(flow: FlowNotebook, { parameters = {}, from = null }: StartOptions): Promise<Started> {
    if (flow.analysis === null) await flow.analyse();
    await this._preparation.acceptProposals(flow);
    await this._preparation.save(flow);
    const resume = from === null ? null : await this._newestRun(flow);
    if (from !== null && resume === null) return { type: 'nothing to resume' };
    const request: StartRequest = { path: flow.source.path, parameters, tags: [], resume, from, workers: null };
    const answer = await this._server.ask<StartAnswer>('runs/start', {}, request);
    return answer.type === 'started' ? { type: 'started', pathspec: answer.pathspec } : answer;
  }

  private async _newestRun(flow: FlowNotebook): Promise<string | null> {
    const name = flow.analysis?.flow ?? null;
    const { runs } = await this._server.ask<RunPage>('runs', { path: flow.source.path, flow: name, limit: 1 });
    return runs[0]?.pathspec ?? null;
  }

  private _mark(flow: FlowNotebook, starting: boolean): void {
    if (starting) this._starting.add(flow);
    else this._starting.delete(flow);
    this._changed.emit(flow);
  }
}
