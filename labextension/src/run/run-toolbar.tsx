import { ReactWidget, runIcon, stopIcon, ToolbarButtonComponent, treeViewIcon, UseSignal } from '@jupyterlab/ui-components';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReactElement } from 'react';
import type { RunProgress } from '../../../src/server/api/run';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowTracker } from '../tokens';
import type { IFlowRuns } from './flow-runs';
import { statusWord } from './phase';

/** What the buttons need. */
export interface RunToolbarParts {
  readonly tracker: IFlowTracker;
  readonly runs: IFlowRuns;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
  /** Opens the menu of further actions below this button. */
  openMenu(button: HTMLElement): void;
}

/** A part of a notebook's toolbar: `run` and `stop`, the button of the `graph`, or how far the run is. Each overflows for itself where room is short. */
export type RunToolbarPart = 'run' | 'graph' | 'status';

/** A part of the toolbar that runs a notebook's flow; nothing while flow mode is off. */
export class RunToolbar extends ReactWidget {
  private readonly _panel: NotebookPanel;
  private readonly _part: RunToolbarPart;
  private readonly _parts: RunToolbarParts;

  constructor(panel: NotebookPanel, part: RunToolbarPart, parts: RunToolbarParts) {
    super();
    this.addClass('jp-HeadwaterRunToolbar');
    this._panel = panel;
    this._part = part;
    this._parts = parts;
    parts.tracker.added.connect(this._onAdded, this);
  }

  protected override render(): ReactElement {
    const flow = this._parts.tracker.of(this._panel);
    if (flow === null) return <></>;
    return (
      <UseSignal signal={flow.onChanged}>
        {() =>
          flow.on ? (
            <UseSignal signal={this._parts.runs.changed}>
              {() => <UseSignal signal={flow.progressChanged}>{() => this._draw(flow)}</UseSignal>}
            </UseSignal>
          ) : null
        }
      </UseSignal>
    );
  }

  private _draw(flow: FlowNotebook): ReactElement {
    if (this._part === 'graph') return <GraphButton {...this._parts} />;
    return this._part === 'run' ? <RunButtons flow={flow} parts={this._parts} /> : <RunStatus flow={flow} parts={this._parts} />;
  }

  private _onAdded(_tracker: IFlowTracker, flow: FlowNotebook): void {
    if (this._parts.tracker.panelOf(flow) === this._panel) this.update();
  }
}

function RunButtons({ flow, parts }: { readonly flow: FlowNotebook; readonly parts: RunToolbarParts }): ReactElement {
  const { runs, commands, trans } = parts;
  const isRunning = runs.running(flow) !== null;
  return (
    <div className="jp-HeadwaterRunToolbar-buttons">
      <ToolbarButtonComponent
        icon={runIcon}
        label={trans.__('Run flow')}
        tooltip={trans.__('Save the notebook and run its steps from the first to the last')}
        enabled={!runs.isBusy(flow)}
        onClick={() => void commands.execute(commandIds.runFlow)}
      />
      <button
        type="button"
        className="jp-HeadwaterRunToolbar-more"
        aria-haspopup="menu"
        aria-label={trans.__('More ways to run')}
        title={trans.__('More ways to run')}
        onClick={event => parts.openMenu(event.currentTarget)}
      >
        ▾
      </button>
      {isRunning ? (
        <ToolbarButtonComponent
          icon={stopIcon}
          label={trans.__('Stop')}
          tooltip={trans.__('Stop the run; what has been committed stays')}
          onClick={() => void commands.execute(commandIds.stopRun)}
        />
      ) : null}
    </div>
  );
}

function GraphButton({ commands, trans }: RunToolbarParts): ReactElement {
  return (
    <ToolbarButtonComponent
      icon={treeViewIcon}
      label={trans.__('Graph')}
      tooltip={trans.__('Show the steps and what flows between them')}
      onClick={() => void commands.execute(commandIds.showGraph)}
    />
  );
}

function RunStatus({ flow, parts: { runs, trans } }: { readonly flow: FlowNotebook; readonly parts: RunToolbarParts }): ReactElement {
  return (
    <span className="jp-HeadwaterRunToolbar-status" role="status">
      {runs.isBusy(flow) && runs.running(flow) === null ? trans.__('Starting…') : statusText(flow.progress, trans)}
    </span>
  );
}

const done = new Set(['committed', 'reused', 'caught']);

/** `▶ 2/5`: how far the run is; a sign and a word when it is over. */
function statusText(progress: RunProgress | null, trans: TranslationBundle): string {
  if (progress === null) return '';
  const { steps, status } = progress;
  const count = `${steps.filter(step => done.has(step.phase)).length}/${steps.length}`;
  if (status === 'running') return trans.__('▶ %1 steps', count);
  return status === 'successful' ? `✓ ${statusWord(status, trans)}` : `✗ ${statusWord(status, trans)}, ${trans.__('%1 steps', count)}`;
}
