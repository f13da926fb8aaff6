import { ReactWidget, ToolbarButtonComponent, UseSignal } from '@jupyterlab/ui-components';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';
import type { IFlowTracker } from '../tokens';
import type { FlowNotebook } from './flow-notebook';

/** The *Flow* button of one notebook: pressed while flow mode is on. */
export class FlowButton extends ReactWidget {
  private readonly _panel: NotebookPanel;
  private readonly _tracker: IFlowTracker;
  private readonly _trans: TranslationBundle;

  constructor(panel: NotebookPanel, tracker: IFlowTracker, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterFlowButton');
    this._panel = panel;
    this._tracker = tracker;
    this._trans = trans;
    tracker.added.connect(this._onAdded, this);
  }

  protected override render(): ReactElement {
    const flow = this._tracker.of(this._panel);
    return flow === null ? this._button(false, null) : <UseSignal signal={flow.onChanged}>{() => this._button(flow.on, flow)}</UseSignal>;
  }

  private _button(pressed: boolean, flow: FlowNotebook | null): ReactElement {
    return (
      <ToolbarButtonComponent
        label={this._trans.__('Flow')}
        tooltip={
          pressed
            ? this._trans.__('Hide the steps of this notebook')
            : this._trans.__('Show this notebook as a flow: its steps, what is wrong, its runs')
        }
        pressed={pressed}
        enabled={flow !== null}
        onClick={() => flow?.turn(!flow.on)}
      />
    );
  }

  private _onAdded(_tracker: IFlowTracker, flow: FlowNotebook): void {
    if (this._tracker.panelOf(flow) === this._panel) this.update();
  }
}
