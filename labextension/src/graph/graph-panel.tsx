import { ReactWidget, treeViewIcon } from '@jupyterlab/ui-components';
import type { Notebook } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';
import { layoutGraph } from '../../../src/graph/layout-graph';
import type { FlowNotebook } from '../flow/flow-notebook';
import { revealCell } from '../flow/reveal-cell';
import { activeStep } from '../run/find-flow';
import type { IFlowServer, IFlowTracker } from '../tokens';
import { GraphModel } from './graph-model';
import { GraphView } from './graph-view';

/** What the panel is made of. */
export interface GraphPanelParts {
  readonly tracker: IFlowTracker;
  readonly server: IFlowServer;
  readonly trans: TranslationBundle;
  openMenu(flow: FlowNotebook, step: string, x: number, y: number): void;
}

/** The graph of the notebook that has, or had last, the focus. */
export class GraphPanel extends ReactWidget {
  private readonly _parts: GraphPanelParts;
  private _model: GraphModel | null = null;
  private _notebook: Notebook | null = null;

  constructor(parts: GraphPanelParts) {
    super();
    this._parts = parts;
    this.id = 'headwater-graph';
    this.addClass('jp-HeadwaterGraph');
    this.title.icon = treeViewIcon;
    this.title.closable = true;
    parts.tracker.currentChanged.connect(this._onCurrent, this);
    parts.server.stateChanged.connect(this._onServer, this);
    this._onCurrent(parts.tracker, parts.tracker.current);
  }

  override dispose(): void {
    this._leave();
    super.dispose();
  }

  protected override onActivateRequest(): void {
    const first = this.node.querySelector<SVGElement>('[role=button][tabindex="0"]') ?? this.node.querySelector('button');
    first?.focus({ preventScroll: true });
  }

  protected override render(): ReactElement {
    const { server, trans, openMenu } = this._parts;
    const model = this._model;
    return (
      <GraphView
        model={model}
        server={server.state}
        trans={trans}
        open={step => void this._open(step)}
        openMenu={(step, x, y) => (model === null ? undefined : openMenu(model.flow, step, x, y))}
      />
    );
  }

  private _onCurrent(tracker: IFlowTracker, flow: FlowNotebook | null): void {
    if (flow === (this._model?.flow ?? null) && this._model !== null) return;
    this._leave();
    this._model = flow === null ? null : new GraphModel(flow, layoutGraph);
    this._notebook = flow === null ? null : (tracker.panelOf(flow)?.content ?? null);
    this._notebook?.activeCellChanged.connect(this._onActiveCell, this);
    flow?.analysisChanged.connect(this._onActiveCell, this);
    this._onActiveCell();
    const name = flow?.source.path.split('/').pop() ?? '';
    this.title.label = name === '' ? this._parts.trans.__('Graph') : this._parts.trans.__('Graph of %1', name);
    this.update();
  }

  private _leave(): void {
    this._notebook?.activeCellChanged.disconnect(this._onActiveCell, this);
    this._model?.flow.analysisChanged.disconnect(this._onActiveCell, this);
    this._model?.dispose();
    this._model = null;
  }

  private _onActiveCell(): void {
    const model = this._model;
    if (model !== null) model.setActiveStep(activeStep(model.flow, this._parts.tracker.panelOf(model.flow)));
  }

  private _onServer(): void {
    this.update();
  }

  private async _open(step: string): Promise<void> {
    const flow = this._model?.flow;
    const panel = flow === undefined ? null : this._parts.tracker.panelOf(flow);
    const cell = flow?.analysis?.steps.find(each => each.name === step)?.cells[0];
    if (panel !== null && cell !== undefined) await revealCell(panel, cell);
  }
}
