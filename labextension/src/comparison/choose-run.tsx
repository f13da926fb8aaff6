import { Dialog, ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import { statusText } from '../runs/run-status';
import { agoText, shortText } from '../runs/run-time';

/** Asks with which of these runs another one shall be compared; null when it shall not. */
export async function chooseRun(rows: readonly RunRow[], trans: TranslationBundle): Promise<string | null> {
  const body = new Choice(rows, trans);
  const dialog = new Dialog({
    title: trans.__('Compare with which run?'),
    body,
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Compare') })],
    focusNodeSelector: 'select'
  });
  const { button, value } = await dialog.launch();
  return button.accept ? value : null;
}

class Choice extends ReactWidget implements Dialog.IBodyWidget<string | null> {
  private readonly _rows: readonly RunRow[];
  private readonly _trans: TranslationBundle;

  constructor(rows: readonly RunRow[], trans: TranslationBundle) {
    super();
    this._rows = rows;
    this._trans = trans;
  }

  getValue(): string | null {
    return this.node.querySelector('select')?.value ?? null;
  }

  protected override render(): JSX.Element {
    const now = Date.now();
    return (
      <select size={10} aria-label={this._trans.__('Runs, newest first')} defaultValue={this._rows[0]?.pathspec}>
        {this._rows.map(row => (
          <option key={row.pathspec} value={row.pathspec}>
            {`${shortText(row.createdAt, now)} (${agoText(row.createdAt, now)}) · ${statusText(row.status, this._trans)} · ${parametersOf(row)}`}
          </option>
        ))}
      </select>
    );
  }
}

function parametersOf({ parameters, userTags }: RunRow): string {
  return [...parameters.filter(({ given }) => given).map(({ name, text }) => `${name}=${text}`), ...userTags].join(' ');
}
