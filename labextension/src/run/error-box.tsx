import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReactElement } from 'react';
import type { Diagnostic } from '../../../src/diagnostic';

/** What stands under a cell that a run failed in, or that was refused. */
export interface ErrorBoxContent {
  readonly title: string;
  readonly error: Diagnostic;
  /** The task's error in full; null where there is none. */
  readonly traceback: string | null;
  readonly actions: readonly { readonly label: string; readonly hint: string; act(): void }[];
}

/** An error under its cell, as text. */
export class ErrorBox extends ReactWidget {
  private readonly _content: ErrorBoxContent;
  private readonly _trans: TranslationBundle;
  private readonly _onDismiss: () => void;

  constructor(content: ErrorBoxContent, trans: TranslationBundle, onDismiss: () => void) {
    super();
    this.addClass('jp-HeadwaterErrorBox');
    this._content = content;
    this._trans = trans;
    this._onDismiss = onDismiss;
  }

  protected override render(): ReactElement {
    const { title, error, traceback, actions } = this._content;
    return (
      <section aria-label={title}>
        <header>
          <span className="jp-HeadwaterErrorBox-title">
            <span aria-hidden="true">✗ </span>
            {title}
          </span>
          <span className="jp-HeadwaterErrorBox-code">{error.code}</span>
          <button type="button" title={this._trans.__('Hide')} aria-label={this._trans.__('Hide')} onClick={this._onDismiss}>
            ✕
          </button>
        </header>
        <p className="jp-HeadwaterErrorBox-message">{error.message}</p>
        {error.hint === '' ? null : <p className="jp-HeadwaterErrorBox-hint">{error.hint}</p>}
        {traceback === null ? null : <pre tabIndex={0}>{traceback}</pre>}
        <div className="jp-HeadwaterErrorBox-actions">
          {actions.map(({ label, hint, act }) => (
            <button type="button" key={label} className="jp-mod-styled jp-mod-minimal" title={hint} onClick={act}>
              {label}
            </button>
          ))}
        </div>
      </section>
    );
  }
}
