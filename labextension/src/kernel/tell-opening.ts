import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { notify } from '../run/notify';
import type { KernelRefusal, OpenedTask } from './kernel-values';
import type { Opening } from './open-here';

/** Says what *Open here* has done, or why it could not. */
export function tellOpening(opening: Opening, panel: NotebookPanel, trans: TranslationBundle): void {
  switch (opening.type) {
    case 'opened':
      return tellOpened(opening.opened, opening.task.pathspec, opening.executed, trans);
    case 'other kernel': {
      const insert = { label: trans.__('Insert the lines'), callback: () => insertCell(panel, opening.lines, opening.cell) };
      const text = trans.__(
        "The kernel '%1' does not let variables be set: choose TypeScript (Headwater), or insert lines that fetch them.",
        opening.kernel
      );
      notify('warning', text, { autoClose: false, actions: [insert] }, trans);
      return;
    }
    case 'no kernel':
      notify('warning', trans.__('This notebook has no kernel. Choose one, then open the task again.'), { autoClose: 10_000 }, trans);
      return;
    case 'no run':
      notify('warning', trans.__('This flow has not run yet: there are no inputs to load.'), { autoClose: 10_000 }, trans);
      return;
    case 'no task':
      notify('warning', trans.__('The run has no record of such a task yet: it did not get that far.'), { autoClose: 10_000 }, trans);
  }
}

/** Says that the kernel refused. */
export function tellRefused({ code, message, hint }: KernelRefusal, trans: TranslationBundle): void {
  notify('error', `${code}: ${message} ${hint}`, { autoClose: 15_000 }, trans);
}

function tellOpened({ loaded, skipped, defined }: OpenedTask, pathspec: string, executed: number, trans: TranslationBundle): void {
  const parts = [
    loaded.length === 0
      ? trans.__('The task had no inputs.')
      : trans.__('Loaded from %1: %2.', pathspec, listed(loaded.map(each => each.name))),
    defined.length === 0 ? '' : trans.__('Defined: %1.', listed(defined)),
    executed === 0 ? '' : trans._n('%1 cell was executed first.', '%1 cells were executed first.', executed),
    ...skipped.map(({ name, reason }) => trans.__('Not loaded: %1 (%2).', name, reason))
  ];
  const text = parts.filter(part => part !== '').join(' ');
  if (skipped.length > 0) notify('warning', text, { autoClose: false }, trans);
  else notify('success', text, { autoClose: 10_000 }, trans);
}

const most = 8;

function listed(names: readonly string[]): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')}, … (${names.length})`;
}

/** A cell of its own before the step's first one; at the end where that is gone. */
function insertCell({ content }: NotebookPanel, source: string, before: string | null): void {
  const model = content.model;
  if (model === null) return;
  const found = content.widgets.findIndex(cell => cell.model.id === before);
  const index = found < 0 ? model.cells.length : found;
  model.sharedModel.insertCell(index, { cell_type: 'code', source, metadata: {} });
  content.activeCellIndex = index;
}
