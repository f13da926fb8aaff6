import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IFlowServer, IFlowTracker } from '../tokens';
import { FlowNotebook } from './flow-notebook';
import { OpenNotebook } from './open-notebook';

/** One `FlowNotebook` for each notebook panel. */
export class FlowTracker implements IFlowTracker {
  private readonly _server: IFlowServer;
  private readonly _notebooks: INotebookTracker;
  private readonly _flows = new Map<NotebookPanel, FlowNotebook>();
  private readonly _added = new Signal<this, FlowNotebook>(this);
  private readonly _currentChanged = new Signal<this, FlowNotebook | null>(this);

  constructor(notebooks: INotebookTracker, server: IFlowServer) {
    this._server = server;
    this._notebooks = notebooks;
    notebooks.forEach(panel => this._add(panel));
    notebooks.widgetAdded.connect((_tracker, panel) => this._add(panel));
    notebooks.currentChanged.connect(() => this._currentChanged.emit(this.current));
  }

  get current(): FlowNotebook | null {
    const panel = this._notebooks.currentWidget;
    return panel === null ? null : this.of(panel);
  }

  get currentChanged(): ISignal<this, FlowNotebook | null> {
    return this._currentChanged;
  }

  get added(): ISignal<this, FlowNotebook> {
    return this._added;
  }

  get all(): readonly FlowNotebook[] {
    return [...this._flows.values()];
  }

  of(panel: NotebookPanel): FlowNotebook | null {
    return this._flows.get(panel) ?? null;
  }

  panelOf(notebook: FlowNotebook): NotebookPanel | null {
    return [...this._flows].find(([, flow]) => flow === notebook)?.[0] ?? null;
  }

  private _add(panel: NotebookPanel): void {
    void panel.context.ready.then(() => {
      if (panel.isDisposed) return;
      const flow = new FlowNotebook(new OpenNotebook(panel), this._server, { pause: pauseBeforeAnalysis });
      this._flows.set(panel, flow);
      panel.disposed.connect(() => {
        this._flows.delete(panel);
        flow.dispose();
      });
      this._added.emit(flow);
      if (panel === this._notebooks.currentWidget) this._currentChanged.emit(flow);
    });
  }
}

/** Milliseconds without a change before a notebook is analysed. */
const pauseBeforeAnalysis = 50;
