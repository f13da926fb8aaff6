import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** How a notification is shown. */
export interface NotifyOptions {
  /** Milliseconds; false: until it is closed. */
  readonly autoClose: number | false;
  readonly actions?: readonly { readonly label: string; callback(): void }[];
}

/** A notification of JupyterLab; one that is longer than it shows gets a button that shows all of it. */
export function notify(
  type: 'success' | 'info' | 'warning' | 'error',
  text: string,
  { autoClose, actions = [] }: NotifyOptions,
  trans: TranslationBundle
): void {
  const details = { label: trans.__('Details'), callback: () => void showAll(text, trans) };
  Notification.emit(text, type, { autoClose, actions: text.length > longest ? [...actions, details] : [...actions] });
}

/** Characters of a message that JupyterLab shows. */
const longest = 140;

async function showAll(text: string, trans: TranslationBundle): Promise<void> {
  await showDialog({ title: trans.__('Headwater'), body: text, buttons: [Dialog.okButton()] });
}
