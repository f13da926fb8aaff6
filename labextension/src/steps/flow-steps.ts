import { YNotebook } from '@jupyter/ydoc';
import { Problems } from '../diagnostics/problems';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowTracker } from '../tokens';
import { LiveCells } from './live-cells';
import { Proposals } from './proposals';

/** What the cells of one notebook are to its flow. */
export interface StepModel {
  readonly live: LiveCells;
  readonly proposals: Proposals;
  readonly problems: Problems;
}

/** The step models of open notebooks, made when they are first asked for; each ends with its notebook. */
export class FlowSteps {
  private readonly _tracker: IFlowTracker;
  private readonly _models = new WeakMap<FlowNotebook, StepModel>();

  constructor(tracker: IFlowTracker) {
    this._tracker = tracker;
  }

  /** Null when the notebook is not open any more. */
  of(flow: FlowNotebook): StepModel | null {
    const known = this._models.get(flow);
    if (known !== undefined) return known;
    const notebook = this._tracker.panelOf(flow)?.context.model.sharedModel;
    if (flow.isDisposed || !(notebook instanceof YNotebook)) return null;
    const live = new LiveCells(notebook);
    const model = { live, proposals: new Proposals(flow, live), problems: new Problems(flow, live) };
    flow.disposed.connect(() => {
      for (const each of Object.values(model)) each.dispose();
    });
    this._models.set(flow, model);
    return model;
  }
}
