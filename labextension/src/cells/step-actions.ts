import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CellChange, Fix } from '../../../src/notebook/fix';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { FlowSteps, StepModel } from '../steps/flow-steps';
import { proposeName } from '../steps/propose-name';
import { exclude, includeAbove, makeStep, markAs, mergeWithAbove, renameStep, splitStep } from '../steps/step-edits';
import { nameChange } from '../steps/proposals';
import type { IFlowEdits, IFlowTracker } from '../tokens';
import type { Announcer } from './announcer';

/** Where an action happens: an open notebook with flow mode on, its active cell and the selected ones. */
export interface StepPlace {
  readonly flow: FlowNotebook;
  readonly panel: NotebookPanel;
  readonly model: StepModel;
  readonly active: string;
  readonly selected: readonly string[];
}

/** What people do to steps, each one undo, told in words. An action that is not possible says why not and does nothing. */
export class StepActions {
  private readonly _tracker: IFlowTracker;
  private readonly _edits: IFlowEdits;
  private readonly _steps: FlowSteps;
  private readonly _announcer: Announcer;
  private readonly _trans: TranslationBundle;

  constructor(tracker: IFlowTracker, edits: IFlowEdits, steps: FlowSteps, announcer: Announcer, trans: TranslationBundle) {
    this._tracker = tracker;
    this._edits = edits;
    this._steps = steps;
    this._announcer = announcer;
    this._trans = trans;
    edits.changed.connect((_edits, { kind, title }) => {
      if (kind === 'undone') announcer.say(trans.__('Undone: %1', title));
      else announcer.say(kind === 'redone' ? trans.__('Done again: %1', title) : title);
    });
  }

  /** Null unless a notebook with flow mode on is the current one. */
  get place(): StepPlace | null {
    const flow = this._tracker.current;
    const panel = flow === null ? null : this._tracker.panelOf(flow);
    const model = flow === null ? null : this._steps.of(flow);
    const active = panel?.content.activeCell?.model.id;
    if (flow === null || panel === null || model === null || active === undefined || !flow.on) return null;
    const selected = panel.content.widgets.filter(cell => panel.content.isSelectedOrActive(cell)).map(cell => cell.model.id);
    return { flow, panel, model, active, selected };
  }

  /** Takes the proposal of one cell, or all open ones. */
  accept(flow: FlowNotebook, cell: string | null): void {
    const proposals = this._steps.of(flow)?.proposals;
    if (proposals === undefined) return;
    const { cells } = cell === null ? proposals.count : { cells: 1 };
    this._edits.apply(
      flow,
      this._trans._n('Take the proposal of %1 cell', 'Take the proposals of %1 cells', cells),
      proposals.changes(cell)
    );
  }

  /** Takes all open proposals of the notebook at a path, or of the current one. */
  acceptAll(path: string | null): void {
    const flow = path === null ? this._tracker.current : (this._tracker.all.find(each => each.source.path === path) ?? null);
    if (flow !== null) this.accept(flow, null);
  }

  /** Leaves one cell as it is, or all. */
  refuse(flow: FlowNotebook, cell: string | null): void {
    this._steps.of(flow)?.proposals.refuse(cell);
    this._announcer.say(this._trans.__('Left as it is'));
  }

  /** Why a step cannot be called so; null when it is now. */
  rename(flow: FlowNotebook, step: string, typed: string): string | null {
    const cells = this._steps.of(flow)?.live.cells ?? [];
    const result = renameStep(cells, step, typed);
    if (!('refused' in result)) {
      if (result.length > 0) this._edits.apply(flow, this._trans.__('Rename step %1 to %2', step, typed.trim()), result);
      return null;
    }
    if (result.refused === 'empty') return this._trans.__('A step needs a name.');
    return this._trans.__('There is a step %1 already; merge them instead.', result.name);
  }

  /** The name of the new step. */
  makeStep({ flow, model, selected }: StepPlace): string | null {
    const { cells } = model.live;
    const name = proposeName(flow.source.read().cells, cells, selected, model.proposals.open);
    const changes = makeStep(cells, selected, name);
    if (changes.length === 0) return this._refuse(this._trans.__('Only code cells can be steps.'));
    this._edits.apply(flow, this._trans.__('Make step %1', name), [...changes, ...nameChange(flow.analysis, model.live.settings)]);
    return name;
  }

  /** The name of the new step; null when there is nothing to split. */
  splitStep({ flow, model, active }: StepPlace): string | null {
    const split = splitStep(model.live.cells, active);
    if (split === null) return this._refuse(this._trans.__('A step is split at one of its cells, not at its first.'));
    this._edits.apply(flow, this._trans.__('Split off step %1', split.name), split.changes);
    return split.name;
  }

  mergeStep({ flow, model, active }: StepPlace): void {
    const merged = mergeWithAbove(model.live.cells, active);
    if (merged === null) return void this._refuse(this._trans.__('There is no step above that this one could be merged with.'));
    this._edits.apply(flow, this._trans.__('Merge with step %1', merged.into), merged.changes);
  }

  includeCells({ flow, model, selected }: StepPlace): void {
    const included = includeAbove(model.live.cells, selected);
    if (included === null) return void this._refuse(this._trans.__('There is no step above that these cells could join.'));
    this._edits.apply(flow, this._trans.__('Include in step %1', included.into), included.changes);
  }

  excludeCells({ flow, model, selected }: StepPlace): void {
    const changes = exclude(model.live.cells, selected);
    if (changes.length === 0) return void this._refuse(this._trans.__('These cells are not part of the flow.'));
    this._edits.apply(flow, this._trans._n('Take %1 cell out of the flow', 'Take %1 cells out of the flow', selected.length), changes);
  }

  markCells({ flow, model, selected }: StepPlace, role: 'setup' | 'parameters'): void {
    const changes = markAs(model.live.cells, selected, role);
    if (changes.length === 0) return void this._refuse(this._trans.__('There is nothing to mark here.'));
    const title = role === 'setup' ? this._trans.__('Mark as setup') : this._trans.__('Mark as parameters');
    this._edits.apply(flow, title, [...changes, ...nameChange(flow.analysis, model.live.settings)]);
  }

  /** Applies a fix of a problem, as it is for the cells as they are now. */
  async fix(flow: FlowNotebook, code: string, title: string, cell: string | null): Promise<void> {
    if (!(await flow.settle())) return void this._refuse(this._trans.__('The server does not answer; nothing was changed.'));
    const problems = flow.analysis?.diagnostics.filter(each => each.code === code && each.cell === cell) ?? [];
    const fix = problems.flatMap(each => each.fixes).find(each => each.title === title);
    if (fix === undefined) return void this._refuse(this._trans.__('This problem is gone already.'));
    this._apply(flow, fix);
  }

  /** Applies the first fix at the active cell, else of the next problem that has one. */
  async applyFix({ flow, panel, model, active }: StepPlace): Promise<void> {
    if (!(await flow.settle())) return void this._refuse(this._trans.__('The server does not answer; nothing was changed.'));
    const [fix] = model.problems.fixable(active, cursorLine(panel))?.fixes ?? [];
    if (fix === undefined) return void this._refuse(this._trans.__('There is no problem that a key could fix.'));
    this._apply(flow, fix);
  }

  private _apply(flow: FlowNotebook, fix: Fix): void {
    this._edits.apply(flow, fix.title, fix.changes satisfies readonly CellChange[]);
  }

  private _refuse(why: string): null {
    this._announcer.say(why);
    return null;
  }
}

/** The line that is being edited, from 0; null in command mode. */
function cursorLine({ content }: NotebookPanel): number | null {
  return content.mode === 'edit' ? (content.activeCell?.editor?.getCursorPosition().line ?? null) : null;
}
