import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { VariableRow } from '../../../src/server/api/look-back';
import type { RunDetail } from '../../../src/server/api/run';
import { canSetVariables, setVariables, type LoadedVariables } from '../kernel/kernel-values';
import { tellBusy } from '../kernel/tell-busy';
import { notify } from '../run/notify';
import type { IFlowServer } from '../tokens';

/** Sets variables of the notebook's kernel from a run's, and says what came of it. */
export async function loadValues(
  panel: NotebookPanel,
  server: IFlowServer,
  variables: readonly VariableRow[],
  trans: TranslationBundle
): Promise<void> {
  const kernel = panel.sessionContext.session?.kernel ?? null;
  if (kernel === null) {
    notify('warning', trans.__('This notebook has no kernel. Choose one, then load the values again.'), { autoClose: 10_000 }, trans);
    return;
  }
  try {
    if (!(await canSetVariables(kernel))) {
      const text = trans.__(
        "The kernel '%1' does not let variables be set from outside. Change to the kernel TypeScript (Headwater).",
        kernel.name
      );
      notify('warning', text, { autoClose: false }, trans);
      return;
    }
    tellBusy(panel, trans);
    tell(await setVariables(kernel, await given(panel, server, variables)), trans);
  } catch (error) {
    const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
    notify('error', `${error instanceof Error ? error.message : String(error)} ${hint}`, { autoClose: 15_000 }, trans);
  }
}

async function given(
  panel: NotebookPanel,
  server: IFlowServer,
  variables: readonly VariableRow[]
): Promise<Parameters<typeof setVariables>[1]> {
  const [first] = variables;
  const run = first?.pathspec.split('/').slice(0, 2).join('/') ?? '';
  const { root } = await server.ask<RunDetail>('run', { path: panel.context.localPath, pathspec: run });
  return variables.map(({ name, pathspec, key }) => ({ name, pathspec, root, key }));
}

function tell({ loaded, skipped }: LoadedVariables, trans: TranslationBundle): void {
  const names = loaded.map(({ name }) => name).join(', ');
  const text = [
    loaded.length === 0 ? '' : trans.__('The kernel’s variables are now the run’s: %1.', names),
    ...skipped.map(({ name, reason }) => trans.__('Not loaded: %1 (%2).', name, reason))
  ]
    .filter(part => part !== '')
    .join(' ');
  if (skipped.length > 0) notify('warning', text, { autoClose: false }, trans);
  else notify('success', text, { autoClose: 8_000 }, trans);
}
