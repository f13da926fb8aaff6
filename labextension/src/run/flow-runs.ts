import { Token } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import type { RunProgress } from '../../../src/server/api/run';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer } from '../server/server-token';
import { RunFollower } from './run-follower';
import { RunStarter, type Preparation, type Started, type StartOptions } from './run-starter';

/** A run of a notebook has ended. */
export interface EndedRun {
  readonly flow: FlowNotebook;
  readonly progress: RunProgress;
}

/** The runs of the notebooks that are open: starts, stops and follows them. */
export interface IFlowRuns {
  /** Whether a notebook is being started, or which run it follows, has changed. */
  readonly changed: ISignal<IFlowRuns, FlowNotebook>;
  /** A run that was followed here while it went on has ended. */
  readonly ended: ISignal<IFlowRuns, EndedRun>;
  /** A start is under way, or a run goes on. */
  isBusy(flow: FlowNotebook): boolean;
  /** Pathspec of the run that goes on; null when none does. */
  running(flow: FlowNotebook): string | null;
  /** Null when a start of this notebook is under way already. @throws ServerError, or what saving throws */
  start(flow: FlowNotebook, options?: StartOptions): Promise<Started | null>;
  /** Asks the run that goes on to stop. @throws ServerError */
  stop(flow: FlowNotebook): Promise<void>;
}

/** The runs of the notebooks that are open. */
export const IFlowRuns = new Token<IFlowRuns>('headwater-lab:IFlowRuns', 'The runs of the notebooks that are open.');

/** The runs of the notebooks that are open. */
export class FlowRuns implements IFlowRuns {
  private readonly _server: IFlowServer;
  private readonly _starter: RunStarter;
  private readonly _followers = new Map<FlowNotebook, RunFollower>();
  private readonly _changed = new Signal<this, FlowNotebook>(this);
  private readonly _ended = new Signal<this, EndedRun>(this);

  constructor(server: IFlowServer, preparation: Preparation) {
    this._server = server;
    this._starter = new RunStarter(server, preparation);
    this._starter.changed.connect((_starter, flow) => this._changed.emit(flow));
  }

  get changed(): ISignal<this, FlowNotebook> {
    return this._changed;
  }

  get ended(): ISignal<this, EndedRun> {
    return this._ended;
  }

  /** Takes in a notebook until it is disposed. */
  add(flow: FlowNotebook): void {
    const follower = new RunFollower(flow, this._server);
    this._followers.set(flow, follower);
    follower.followingChanged.connect(() => this._changed.emit(flow));
    follower.ended.connect((_follower, progress) => {
      this._ended.emit({ flow, progress });
      // What the run has shown is evidence for the graph.
      void flow.analyse();
    });
    flow.disposed.connect(() => {
      this._followers.delete(flow);
      follower.dispose();
    });
  }

  /** Looks whether somebody else has started a run of this notebook's flow. */
  look(flow: FlowNotebook): void {
    void this._followers.get(flow)?.look();
  }

  isBusy(flow: FlowNotebook): boolean {
    return this._starter.isStarting(flow) || this.running(flow) !== null;
  }

  running(flow: FlowNotebook): string | null {
    return this._followers.get(flow)?.following ?? null;
  }

  async start(flow: FlowNotebook, options?: StartOptions): Promise<Started | null> {
    const started = await this._starter.start(flow, options);
    if (started?.type === 'started') this._followers.get(flow)?.follow(started.pathspec);
    return started;
  }

  async stop(flow: FlowNotebook): Promise<void> {
    const pathspec = this.running(flow);
    if (pathspec !== null) await this._starter.stop(flow, pathspec);
  }
}
