import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { IDisposable } from '@lumino/disposable';
import type { Diagnostic } from '../../../src/diagnostic';
import type { RunProgress } from '../../../src/server/api/run';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import { showCellError } from './cell-error';
import type { ErrorBoxContent } from './error-box';

/** Marks the cells of one notebook that its newest run failed in, or that it was refused for. */
export class RunMarks implements IDisposable {
  private readonly _panel: NotebookPanel;
  private readonly _commands: CommandRegistry;
  private readonly _trans: TranslationBundle;
  private _shown: readonly IDisposable[] = [];
  private _failed: string | null = null;
  private _isDisposed = false;

  constructor(flow: FlowNotebook, panel: NotebookPanel, commands: CommandRegistry, trans: TranslationBundle) {
    this._panel = panel;
    this._commands = commands;
    this._trans = trans;
    flow.progressChanged.connect(this._onProgress, this);
    flow.onChanged.connect(this.clear, this);
    flow.disposed.connect(this.dispose, this);
    this._onProgress(flow, flow.progress);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Marks what a run was refused for. */
  showRefusal(diagnostics: readonly Diagnostic[]): void {
    this.clear();
    const errors = diagnostics.filter(each => each.severity === 'error' && each.cell !== null);
    this._show(errors.map(error => ({ title: this._trans.__('Not run'), error, traceback: null, actions: this._explain(error) })));
  }

  clear(): void {
    for (const each of this._shown) each.dispose();
    this._shown = [];
    this._failed = null;
  }

  dispose(): void {
    if (this._isDisposed) return;
    this._isDisposed = true;
    this.clear();
  }

  private _onProgress(_flow: FlowNotebook, progress: RunProgress | null): void {
    const failed = progress !== null && progress.finishedAt !== null && progress.error !== null ? progress : null;
    if (failed === null) return this.clear();
    if (failed.pathspec === this._failed) return;
    this.clear();
    this._failed = failed.pathspec;
    if (failed.error !== null) this._show([this._failure(failed, failed.error)]);
  }

  private _failure({ pathspec, steps, traceback }: RunProgress, error: Diagnostic): ErrorBoxContent {
    const step = steps.find(each => each.phase === 'failed')?.name ?? null;
    const run = (command: string, args: { [name: string]: string }) => () => void this._commands.execute(command, args);
    const logs = {
      label: this._trans.__('Logs'),
      hint: this._trans.__('Show what the run has printed'),
      act: run(commandIds.showLogs, { pathspec, ...(step === null ? {} : { step }) })
    };
    const open = {
      label: this._trans.__('Open here'),
      hint: this._trans.__("Load what this step got as input into the notebook's kernel, to look for the error where it happened"),
      act: run(commandIds.openHere, { run: pathspec, ...(step === null ? {} : { step }) })
    };
    const title = step === null ? this._trans.__('Run %1 failed', pathspec) : this._trans.__('Step %1 failed in run %2', step, pathspec);
    return { title, error, traceback, actions: [...(step === null ? [] : [open]), logs, ...this._explain(error)] };
  }

  /** An error that the cell's own code has thrown explains itself. */
  private _explain({ code }: Diagnostic): ErrorBoxContent['actions'] {
    if (code === 'HW200') return [];
    const hint = this._trans.__('Show what this code means, and what to do');
    return [{ label: this._trans.__('Explain %1', code), hint, act: () => void this._commands.execute(commandIds.explainCode, { code }) }];
  }

  private _show(contents: readonly ErrorBoxContent[]): void {
    const shown = contents.map(content => showCellError(this._panel, content, this._trans));
    this._shown = shown.filter(each => each !== null);
  }
}
