import type { TranslationBundle } from '@jupyterlab/translation';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { FlowSteps } from '../steps/flow-steps';
import { SquiggleMarks } from '../diagnostics/squiggle-marks';
import type { IFlowServer, IFlowTracker } from '../tokens';
import { CellStrips, type CellActions } from './cell-strips';
import { FlowBar, type BarActions } from './flow-bar';

/** What strips, bars and squiggles of all open notebooks share. */
export interface StripsContext {
  readonly tracker: IFlowTracker;
  readonly steps: FlowSteps;
  readonly server: IFlowServer;
  readonly actions: CellActions & BarActions;
  readonly trans: TranslationBundle;
}

/** Draws every open notebook: its bar, the strips of its cells, the squiggles in its editors. */
export class Strips {
  private readonly _context: StripsContext;
  private readonly _strips = new WeakMap<FlowNotebook, CellStrips>();

  constructor(context: StripsContext) {
    this._context = context;
    context.tracker.all.forEach(flow => this._add(flow));
    context.tracker.added.connect((_tracker, flow) => this._add(flow));
  }

  /** Null for a notebook that is not open any more. */
  of(flow: FlowNotebook): CellStrips | null {
    return this._strips.get(flow) ?? null;
  }

  private _add(flow: FlowNotebook): void {
    const { tracker, steps, server, actions, trans } = this._context;
    const [panel, model] = [tracker.panelOf(flow), steps.of(flow)];
    if (panel === null || model === null) return;
    this._strips.set(flow, new CellStrips(panel, flow, model, actions, trans));
    new SquiggleMarks(panel, flow, model.problems);
    panel.contentHeader.addWidget(new FlowBar(flow, model, server, actions, trans));
    const mark = (): void => {
      panel.content.toggleClass('jp-mod-headwater', flow.on);
    };
    flow.onChanged.connect(mark);
    mark();
  }
}
