import { ReactWidget, settingsIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { RJSFSchema } from '@rjsf/utils';
import type { ReactElement } from 'react';
import cellSchema from '../../../src/notebook/schema/headwater-cell.schema.json';
import notebookSchema from '../../../src/notebook/schema/headwater-notebook.schema.json';
import { mergeSettings } from '../../../src/notebook/merge-settings';
import type { StepActions, StepPlace } from '../cells/step-actions';
import { cellsOfStep, stepOf } from '../steps/step-marks';
import type { IFlowEdits, IFlowTracker } from '../tokens';
import { flowFormSchema, stepFormSchema } from './form-schema';
import { ProblemSection } from './problem-section';
import { formSettings, isFields, settingChanges, type Fields } from './setting-edits';
import { SettingsEditor } from './settings-editor';

/** What the panel works with. */
export interface StepPanelContext {
  readonly tracker: IFlowTracker;
  readonly edits: IFlowEdits;
  readonly actions: StepActions;
  /** Shows what a code means. */
  readonly explain: (code: string) => void;
  readonly trans: TranslationBundle;
}

/** The side panel of the current cell's step: its settings, those of the flow, and all problems. */
export class StepPanel extends ReactWidget {
  private readonly _context: StepPanelContext;
  private readonly _stepSchema: RJSFSchema;
  private readonly _flowSchema = flowFormSchema();

  constructor(context: StepPanelContext) {
    super();
    this._context = context;
    this._stepSchema = stepFormSchema(context.trans);
    this.id = 'headwater-step';
    this.title.icon = settingsIcon;
    this.title.caption = context.trans.__('Step: settings and problems');
    this.addClass('jp-HeadwaterStepPanel');
    context.tracker.currentChanged.connect(this.refresh, this);
  }

  /** Draws what has changed; while it is hidden it costs nothing. */
  refresh(): void {
    if (this.isVisible) this.update();
  }

  protected override onBeforeShow(): void {
    this.update();
  }

  protected override render(): ReactElement {
    const { place } = this._context.actions;
    const { trans } = this._context;
    if (place === null)
      return (
        <p className="jp-HeadwaterStepPanel-text">
          {trans.__('Open a notebook and press Flow in its toolbar: the settings of the step that you are in are here then.')}
        </p>
      );
    return (
      <>
        {this._step(place)}
        {this._flow(place)}
        <ProblemSection place={place} actions={this._context.actions} explain={this._context.explain} trans={trans} />
      </>
    );
  }

  private _step(place: StepPlace): ReactElement {
    const { trans } = this._context;
    const cell = place.model.live.cells.find(each => each.id === place.active);
    const step = cell === undefined ? null : stepOf(cell);
    if (step === null)
      return (
        <p className="jp-HeadwaterStepPanel-text">
          {trans.__(
            'This cell is in no step. “Flow: Make a Step of the Selected Cells” (S S) makes one, “Include in the Step Above” (S I) adds it to one.'
          )}
        </p>
      );
    const own = cellsOfStep(place.model.live.cells, step);
    const settings = { ...mergeSettings(step, own).settings };
    return (
      <section aria-label={trans.__('Settings of step %1', step)}>
        <h2 className="jp-HeadwaterStepPanel-title">{trans.__('Step %1', step)}</h2>
        {own.some(each => each.settings !== null && !isFields(each.settings)) ? (
          <p className="jp-HeadwaterStepPanel-text">
            {trans.__('The settings in the notebook are no object; what is set here takes their place.')}
          </p>
        ) : null}
        <SettingsEditor
          key={step}
          name="step"
          schema={this._stepSchema}
          settings={settings}
          loading={trans.__('Loading the form…')}
          onPause={data => this._changeStep(place, step, data)}
        />
      </section>
    );
  }

  private _flow(place: StepPlace): ReactElement {
    const { trans } = this._context;
    const settings = isFields(place.model.live.settings) ? place.model.live.settings : {};
    return (
      <details>
        <summary className="jp-HeadwaterStepPanel-title">{trans.__('Flow %1', place.flow.analysis?.flow ?? '')}</summary>
        <SettingsEditor
          name="flow"
          schema={this._flowSchema}
          settings={settings}
          loading={trans.__('Loading the form…')}
          onPause={data => this._changeFlow(place, settings, data)}
        />
      </details>
    );
  }

  private _changeStep({ flow, model }: StepPlace, step: string, data: Fields): void {
    const own = cellsOfStep(model.live.cells, step);
    const before: Fields = { ...mergeSettings(step, own).settings };
    const changes = settingChanges(own, before, formSettings(cellSchema, before, data));
    if (changes.length > 0) this._context.edits.apply(flow, this._context.trans.__('Change the settings of step %1', step), changes);
  }

  private _changeFlow({ flow }: StepPlace, before: Fields, data: Fields): void {
    const settings = formSettings(notebookSchema, before, data);
    if (JSON.stringify(settings) === JSON.stringify(before)) return;
    this._context.edits.apply(flow, this._context.trans.__('Change the settings of the flow'), [{ kind: 'notebook', settings }]);
  }
}
