import { YNotebook } from '@jupyter/ydoc';
import { Signal, type ISignal } from '@lumino/signaling';
import type { CellChange } from '../../../src/notebook/fix';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { FlowEdit, IFlowEdits, IFlowTracker } from '../tokens';
import { EditHistory } from './edit-history';

/** Edits of open notebooks; panels that show the same notebook share its history. */
export class FlowEdits implements IFlowEdits {
  private readonly _tracker: IFlowTracker;
  private readonly _histories = new WeakMap<YNotebook, EditHistory>();
  private readonly _changed = new Signal<this, FlowEdit>(this);

  constructor(tracker: IFlowTracker) {
    this._tracker = tracker;
  }

  get changed(): ISignal<this, FlowEdit> {
    return this._changed;
  }

  apply(flow: FlowNotebook, title: string, changes: readonly CellChange[]): void {
    const panel = this._tracker.panelOf(flow);
    const notebook = panel?.context.model.sharedModel;
    if (!(notebook instanceof YNotebook)) return;
    this._historyOf(notebook, flow).apply(title, changes, panel?.content.activeCell?.model.id ?? null);
  }

  private _historyOf(notebook: YNotebook, flow: FlowNotebook): EditHistory {
    const known = this._histories.get(notebook);
    if (known !== undefined) return known;
    const history = new EditHistory(notebook);
    history.changed.connect((_history, event) => this._changed.emit({ ...event, flow }));
    this._histories.set(notebook, history);
    return history;
  }
}
