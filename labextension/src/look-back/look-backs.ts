import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer, IFlowTracker } from '../tokens';
import { loadValues } from './load-values';
import { LookBack } from './look-back';
import { PastNotebook, type PastServices } from './past-notebook';

/** What looking back takes from the application. */
export interface LookBackSurroundings extends Pick<PastServices, 'edits' | 'artifacts'> {
  readonly trans: TranslationBundle;
  /** A function that runs a command; null when there is no such command. */
  readonly run: (command: string, args: { readonly [name: string]: string }) => (() => void) | null;
}

/** Looking back from each of the open notebooks. */
export class LookBacks {
  private readonly _tracker: IFlowTracker;
  private readonly _server: IFlowServer;
  private readonly _surroundings: LookBackSurroundings;
  private readonly _all = new Map<FlowNotebook, { readonly model: LookBack; readonly drawing: PastNotebook }>();
  private readonly _changed = new Signal<this, void>(this);

  constructor(tracker: IFlowTracker, server: IFlowServer, surroundings: LookBackSurroundings) {
    this._tracker = tracker;
    this._server = server;
    this._surroundings = surroundings;
    for (const flow of tracker.all) this._add(flow);
    tracker.added.connect((_tracker, flow) => this._add(flow));
    tracker.currentChanged.connect(() => this._changed.emit());
  }

  /** A notebook looks back, or does no more, or another one has the focus. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** That of the notebook that has the focus, or had it last. */
  get current(): LookBack | null {
    const flow = this._tracker.current;
    return flow === null ? null : (this._all.get(flow)?.model ?? null);
  }

  /** Shows the latest run of the current notebook, or returns to the notebook. */
  async toggle(): Promise<void> {
    const flow = this._tracker.current;
    const all = flow === null ? undefined : this._all.get(flow);
    if (all === undefined) return;
    if (all.model.view !== null) all.model.leave();
    else {
      const shown = all.model.showLatest();
      all.drawing.focus();
      await shown;
    }
  }

  /** Goes to the run that is so many older (or newer, when negative). */
  step(by: number): Promise<void> {
    const { current } = this;
    return current === null ? Promise.resolve() : current.go(Math.max(0, current.index + by));
  }

  private _add(flow: FlowNotebook): void {
    const panel = this._tracker.panelOf(flow);
    if (panel === null || this._all.has(flow)) return;
    const { run, ...services } = this._surroundings;
    const { path } = flow.source;
    const model = new LookBack(flow, this._server);
    const drawing = new PastNotebook(panel, model, {
      ...services,
      loadValues: variables => void loadValues(panel, this._server, variables, services.trans),
      openRun: pathspec => run(commandIds.openRun, { path, pathspec })?.(),
      compare: pathspec => run(commandIds.compareWith, { path, pathspec })?.()
    });
    this._all.set(flow, { model, drawing });
    model.changed.connect(() => this._changed.emit());
    flow.disposed.connect(() => {
      this._all.delete(flow);
      drawing.dispose();
      model.dispose();
    });
  }
}
