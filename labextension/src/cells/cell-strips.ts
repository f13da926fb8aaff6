import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { StepModel } from '../steps/flow-steps';
import { marksOf } from '../steps/step-marks';
import { ProblemList } from './problem-list';
import { StepStrip } from './step-strip';
import { stripView } from './strip-view';

/** What strips do when somebody uses them, by cell. */
export interface CellActions {
  rename(flow: FlowNotebook, step: string, typed: string): string | null;
  answerProposal(flow: FlowNotebook, cell: string, accepted: boolean): void;
  fix(flow: FlowNotebook, code: string, title: string, cell: string): void;
  explain(code: string): void;
}

/** The strips above the cells of one notebook panel. Cells that are not drawn yet get theirs when they are. */
export class CellStrips implements IDisposable {
  private readonly _panel: NotebookPanel;
  private readonly _flow: FlowNotebook;
  private readonly _model: StepModel;
  private readonly _actions: CellActions;
  private readonly _trans: TranslationBundle;
  private readonly _strips = new Map<Cell, { readonly strip: StepStrip; readonly list: ProblemList }>();
  private readonly _awaited = new WeakSet<Cell>();
  private _opened: string | null = null;
  private _frame = 0;
  private _clock = 0;
  private _isDisposed = false;

  constructor(panel: NotebookPanel, flow: FlowNotebook, model: StepModel, actions: CellActions, trans: TranslationBundle) {
    this._panel = panel;
    this._flow = flow;
    this._model = model;
    this._actions = actions;
    this._trans = trans;
    flow.onChanged.connect(this.schedule, this);
    flow.analysisChanged.connect(this.schedule, this);
    flow.progressChanged.connect(this.schedule, this);
    model.live.changed.connect(this.schedule, this);
    model.proposals.changed.connect(this.schedule, this);
    panel.content.activeCellChanged.connect(this._onActive, this);
    flow.disposed.connect(this.dispose, this);
    this.schedule();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Draws once before the next frame, however often it is asked for. */
  schedule(): void {
    if (this._frame !== 0 || this._isDisposed) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this._draw();
    });
  }

  /** Lets a person rename the step whose head this cell is: at once, so that no key is lost. */
  rename(cell: string): void {
    this._draw();
    const widget = this._panel.content.widgets.find(each => each.model.id === cell);
    if (widget === undefined) return;
    widget.node.scrollIntoView({ block: 'nearest' });
    this._strips.get(widget)?.strip.startRename();
  }

  /** Shows the problems of one cell in full, below its strip; null shows none. */
  showProblems(cell: string | null): void {
    this._opened = cell;
    this.schedule();
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    cancelAnimationFrame(this._frame);
    clearTimeout(this._clock);
  }

  private _draw(): void {
    if (this._isDisposed || this._panel.isDisposed) return;
    if (!this._flow.on) return this._clear();
    const marks = marksOf(this._model.live.cells, this._flow.analysis, this._model.proposals.open);
    const rows = new Map(this._flow.progress?.steps.map(row => [row.name, row]));
    const now = Date.now();
    for (const cell of this._panel.content.widgets) {
      const { id } = cell.model;
      const mark = marks.get(id) ?? null;
      const row = mark?.kind === 'head' ? (rows.get(mark.step) ?? null) : null;
      const found = this._model.problems.of(id);
      this._drawCell(cell, stripView(mark, found, row, now, this._trans), found);
    }
    this._forgetOld();
    this._tick();
  }

  private _drawCell(cell: Cell, view: ReturnType<typeof stripView>, problems: Parameters<ProblemList['draw']>[0]): void {
    if (view === null) return this._remove(cell);
    if (cell.isPlaceholder()) return this._await(cell);
    const { strip, list } = this._strips.get(cell) ?? this._add(cell);
    strip.draw(view);
    strip.setActive(cell === this._panel.content.activeCell);
    list.draw(cell.model.id === this._opened ? problems : []);
    cell.node.dataset['headwater'] = view.kind;
  }

  private _add(cell: Cell): { readonly strip: StepStrip; readonly list: ProblemList } {
    const { id } = cell.model;
    const made = {
      strip: new StepStrip(
        {
          rename: (step, typed) => this._actions.rename(this._flow, step, typed),
          answerProposal: accepted => this._actions.answerProposal(this._flow, id, accepted),
          toggleProblems: () => this.showProblems(this._opened === id ? null : id)
        },
        this._trans
      ),
      list: new ProblemList(
        { fix: (code, title) => this._actions.fix(this._flow, code, title, id), explain: code => this._actions.explain(code) },
        this._trans
      )
    };
    const header = cell.node.querySelector(':scope > .jp-Cell-header');
    header?.classList.add('jp-mod-headwater');
    header?.append(made.strip.node, made.list.node);
    this._strips.set(cell, made);
    return made;
  }

  private _await(cell: Cell): void {
    if (this._awaited.has(cell)) return;
    this._awaited.add(cell);
    void cell.ready.then(() => this.schedule());
  }

  private _remove(cell: Cell): void {
    const own = this._strips.get(cell);
    if (own === undefined) return;
    own.strip.node.parentElement?.classList.remove('jp-mod-headwater');
    own.strip.node.remove();
    own.list.node.remove();
    delete cell.node.dataset['headwater'];
    this._strips.delete(cell);
  }

  private _clear(): void {
    for (const cell of [...this._strips.keys()]) this._remove(cell);
    clearTimeout(this._clock);
  }

  private _forgetOld(): void {
    for (const cell of this._strips.keys()) if (cell.isDisposed) this._strips.delete(cell);
  }

  /** The time of a step that runs goes on without any news from the run. */
  private _tick(): void {
    clearTimeout(this._clock);
    const runs = this._flow.progress?.finishedAt === null && this._flow.progress.steps.some(row => row.phase === 'running');
    if (runs) this._clock = window.setTimeout(() => this.schedule(), 1000);
  }

  private _onActive(): void {
    const active = this._panel.content.activeCell;
    for (const [cell, { strip }] of this._strips) strip.setActive(cell === active);
    if (this._opened !== null && active?.model.id !== this._opened) this.showProblems(null);
  }
}
