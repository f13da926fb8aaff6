import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { Diagnostic } from '../../../src/diagnostic';
import { commandIds } from '../commands';
import { ServerError } from '../server/server-error';
import type { EndedRun } from './flow-runs';
import { notify } from './notify';
import { durationText } from '../../../src/duration-text';

/** Says by a notification how a run has ended, with ways to where it can be seen. */
export function tellEnd({ flow, progress }: EndedRun, commands: CommandRegistry, trans: TranslationBundle): void {
  const { pathspec, status, error, startedAt, finishedAt } = progress;
  const took = durationText((finishedAt ?? startedAt) - startedAt);
  const action = (label: string, command: string, args: { [name: string]: string } = {}) => ({
    label,
    callback: () => void commands.execute(command, { path: flow.source.path, ...args })
  });
  const graph = action(trans.__('Show graph'), commandIds.showGraph);
  const logs = action(trans.__('Show logs'), commandIds.showLogs, { pathspec });
  switch (status) {
    case 'successful':
      notify('success', trans.__('%1 was successful after %2.', pathspec, took), { autoClose: 6_000, actions: [graph] }, trans);
      return;
    case 'stopped':
      notify('info', trans.__('%1 was stopped after %2.', pathspec, took), { autoClose: 6_000, actions: [graph] }, trans);
      return;
    default: {
      const cell = error?.cell ?? null;
      const show = cell === null ? [] : [action(trans.__('Show the cell'), commandIds.showFailure)];
      const text = trans.__('%1 failed after %2: %3', pathspec, took, error?.message ?? '');
      notify('error', text, { autoClose: false, actions: [...show, graph, logs] }, trans);
    }
  }
}

/** Says why there is no run: the first error, and how many more there are. */
export function tellRefusal(diagnostics: readonly Diagnostic[], show: (() => void) | null, trans: TranslationBundle): void {
  const errors = diagnostics.filter(each => each.severity === 'error');
  const first = errors[0];
  const more = errors.length > 1 ? ` ${trans._n('And %1 more error.', 'And %1 more errors.', errors.length - 1)}` : '';
  const text = first === undefined ? trans.__('The run was refused.') : `${first.code}: ${first.message} ${first.hint}${more}`;
  notify('error', text, { autoClose: false, actions: show === null ? [] : [{ label: trans.__('Show the cell'), callback: show }] }, trans);
}

/** Says what went wrong on the way to the server, or in it. */
export function tellError(error: unknown, trans: TranslationBundle): void {
  if (isUnsaved(error)) {
    notify('info', trans.__('The notebook was not saved, so it was not run.'), { autoClose: 8_000 }, trans);
    return;
  }
  const said = error instanceof Error ? error.message : trans.__('Something went wrong.');
  const text = error instanceof ServerError ? `${error.code}: ${error.message} ${error.hint}` : said;
  notify('error', text, { autoClose: 15_000 }, trans);
}

/** JupyterLab's errors for a file that has changed on disk, when its question what to do was answered by Cancel, or still stands. */
function isUnsaved(error: unknown): boolean {
  return error instanceof Error && ['ModalCancelError', 'ModalDuplicateError'].includes(error.name);
}
