import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { createRef, type ReactElement } from 'react';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer } from '../tokens';
import type { StepModel } from '../steps/flow-steps';
import { stepNames } from '../steps/step-marks';

/** What the bar does when somebody uses it. */
export interface BarActions {
  accept(flow: FlowNotebook): void;
  refuse(flow: FlowNotebook): void;
}

/** The bar above a notebook's cells: what is proposed, what does not work, what to do first. Hidden when there is nothing to say. */
export class FlowBar extends ReactWidget {
  private readonly _flow: FlowNotebook;
  private readonly _model: StepModel;
  private readonly _server: IFlowServer;
  private readonly _actions: BarActions;
  private readonly _trans: TranslationBundle;
  private readonly _acceptButton = createRef<HTMLButtonElement>();
  private _wantsFocus = false;

  constructor(flow: FlowNotebook, model: StepModel, server: IFlowServer, actions: BarActions, trans: TranslationBundle) {
    super();
    this._flow = flow;
    this._model = model;
    this._server = server;
    this._actions = actions;
    this._trans = trans;
    this.addClass('jp-HeadwaterBar');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Flow of this notebook'));
    flow.onChanged.connect(this._onTurned, this);
    flow.analysisChanged.connect(this._refresh, this);
    model.proposals.changed.connect(this._refresh, this);
    server.stateChanged.connect(this._refresh, this);
    server.slowChanged.connect(this._refresh, this);
    this.hide();
    this._refresh();
  }

  protected override onUpdateRequest(message: Message): void {
    this.setHidden(this.render() === null);
    // What cannot be shortened gets a second line.
    this.toggleClass('jp-mod-long', this._trouble() !== null || this._server.isSlow || (this._flow.analysis?.limits ?? null) !== null);
    super.onUpdateRequest(message);
    void this.renderPromise?.then(() => this._takeFocus());
  }

  protected override render(): ReactElement | null {
    if (!this._flow.on) return null;
    return this._trouble() ?? this._wait() ?? this._proposal() ?? this._limits() ?? this._firstSteps() ?? this._problem();
  }

  private _trouble(): ReactElement | null {
    const { up, error } = this._server.state;
    const trouble = up ? this._flow.failure : error;
    if (trouble === null) return null;
    return <Line sign="⚠" code={trouble.code} text={`${trouble.message} ${trouble.hint}`} />;
  }

  private _wait(): ReactElement | null {
    if (!this._server.isSlow) return null;
    const text = this._trans.__(
      'Headwater’s server takes long to answer. What was asked for comes when it is ready; runs go on without it.'
    );
    return <Line sign="…" text={text} />;
  }

  private _proposal(): ReactElement | null {
    const { cells, steps } = this._model.proposals.count;
    if (cells === 0) return null;
    const trans = this._trans;
    return (
      <Line sign="?" text={`${trans._n('%1 cell', '%1 cells', cells)}, ${trans._n('%1 step proposed', '%1 steps proposed', steps)}:`}>
        <button
          ref={this._acceptButton}
          type="button"
          className="jp-HeadwaterBar-accept"
          title={trans.__('Tags the cells as proposed; one undo takes it back. Running the flow does it too')}
          onClick={() => this._actions.accept(this._flow)}
          onKeyDown={event => event.key === 'Escape' && this._actions.refuse(this._flow)}
        >
          {trans.__('Accept all (Enter)')}
        </button>
        <button
          type="button"
          className="jp-HeadwaterBar-none"
          title={trans.__('Leaves all cells as they are')}
          onClick={() => this._actions.refuse(this._flow)}
        >
          {trans.__('None')}
        </button>
      </Line>
    );
  }

  private _limits(): ReactElement | null {
    const limits = this._flow.analysis?.limits ?? null;
    return limits === null ? null : <Line sign="i" text={limits} />;
  }

  private _firstSteps(): ReactElement | null {
    if (this._flow.analysis === null || stepNames(this._model.live.cells).length > 0) return null;
    const code = this._model.live.cells.some(cell => cell.kind === 'code');
    const trans = this._trans;
    return (
      <Line
        sign="i"
        text={
          code
            ? trans.__('No steps yet. Select cells and press S S in command mode, or use “Flow: Make a Step” from the right-click menu.')
            : trans.__('No code yet. Write some cells; then each group of them that belongs together becomes a step.')
        }
      />
    );
  }

  /** What is wrong with the notebook as a whole stands at no cell. */
  private _problem(): ReactElement | null {
    const found = this._flow.analysis?.diagnostics.find(({ cell, severity }) => cell === null && severity === 'error');
    return found === undefined ? null : <Line sign="✗" code={found.code} text={`${found.message} ${found.hint}`} />;
  }

  /** Once for all that happens in a moment. */
  private _refresh(): void {
    this.update();
  }

  private _onTurned(_flow: FlowNotebook, on: boolean): void {
    this._wantsFocus = on;
    this._refresh();
  }

  /** Enter takes the proposal at once when flow mode was just turned on. */
  private _takeFocus(): void {
    if (!this._wantsFocus || this._acceptButton.current === null) return;
    this._wantsFocus = false;
    this._acceptButton.current.focus();
  }
}

interface LineProps {
  readonly sign: string;
  readonly text: string;
  readonly code?: string;
  readonly children?: ReactElement[];
}

function Line({ sign, text, code, children }: LineProps): ReactElement {
  return (
    <div className="jp-HeadwaterBar-line">
      <span className="jp-HeadwaterBar-sign" aria-hidden="true">
        {sign}
      </span>
      <span className="jp-HeadwaterBar-text" title={text}>
        {text}
      </span>
      {code === undefined ? null : <span className="jp-HeadwaterBar-code">{code}</span>}
      {children}
    </div>
  );
}
