import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { Diagnostic } from '../../../src/diagnostic';
import { commandIds } from '../commands';
import { ServerError } from '../server/server-error';
import type { EndedRun } from './flow-runs';
import { durationText } from './phase';

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
      Notification.success(trans.__('%1 was successful after %2.', pathspec, took), { autoClose: 6_000, actions: [graph] });
      return;
    case 'stopped':
      Notification.info(trans.__('%1 was stopped after %2.', pathspec, took), { autoClose: 6_000, actions: [graph] });
      return;
    default: {
      const cell = error?.cell ?? null;
      const show = cell === null ? [] : [action(trans.__('Show the cell'), commandIds.showFailure)];
      Notification.error(trans.__('%1 failed after %2: %3', pathspec, took, error?.message ?? ''), {
        autoClose: false,
        actions: [...show, graph, logs]
      });
    }
  }
}

/** Says why there is no run: the first error, and how many more there are. */
export function tellRefusal(diagnostics: readonly Diagnostic[], show: (() => void) | null, trans: TranslationBundle): void {
  const errors = diagnostics.filter(each => each.severity === 'error');
  const first = errors[0];
  const more = errors.length > 1 ? ` ${trans._n('And %1 more error.', 'And %1 more errors.', errors.length - 1)}` : '';
  const text = first === undefined ? trans.__('The run was refused.') : `${first.code}: ${first.message} ${first.hint}${more}`;
  Notification.error(text, { autoClose: false, actions: show === null ? [] : [{ label: trans.__('Show the cell'), callback: show }] });
}

/** Says what went wrong on the way to the server, or in it. */
export function tellError(error: unknown, trans: TranslationBundle): void {
  if (error instanceof ServerError) Notification.error(`${error.code}: ${error.message} ${error.hint}`, { autoClose: 15_000 });
  else Notification.error(error instanceof Error ? error.message : trans.__('Something went wrong.'), { autoClose: 15_000 });
}
