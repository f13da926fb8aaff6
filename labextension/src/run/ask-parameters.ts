import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Parameter } from '../../../src/language/language';
import { ParameterForm } from './parameter-form';
import type { TypedParameters } from './parameter-values';

/** Asks for the parameters of a run; null when the dialog was dismissed. Gives those that differ from the notebook's. */
export async function askParameters(parameters: readonly Parameter[], trans: TranslationBundle): Promise<TypedParameters | null> {
  const { button, value } = await showDialog({
    title: trans.__('Run the flow with parameters'),
    body: new ParameterForm(parameters, trans),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Run') })]
  });
  return button.accept ? (value ?? {}) : null;
}
