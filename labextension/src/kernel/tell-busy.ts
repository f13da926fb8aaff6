import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { notify } from '../run/notify';

/** Says of a kernel that executes a cell that it takes values only afterwards: until then nothing else would be seen to happen. */
export function tellBusy({ sessionContext }: NotebookPanel, trans: TranslationBundle): void {
  if (sessionContext.session?.kernel?.status !== 'busy') return;
  notify('info', trans.__('The kernel is busy: it takes the values when its cell has ended.'), { autoClose: 5_000 }, trans);
}
