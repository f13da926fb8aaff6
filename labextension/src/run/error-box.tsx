import { ReactWidget } from '@jupyterlab/ui-components';
import type { ReactElement } from 'react';
import type { Diagnostic } from '../../../src/diagnostic';
import { Traceback, type TracebackProps } from './traceback';

/** What stands under a cell that a run failed in, or that was refused. */
export interface ErrorBoxContent {
  readonly title: string;
  readonly error: Diagnostic;
  /** The task's error in full; null where there is none. */
  readonly traceback: string | null;
  readonly actions: readonly { readonly label: string; readonly hint: string; act(): void }[];
}

/** What the box needs of the notebook. */
export interface ErrorBoxPlace extends Pick<TracebackProps, 'trans' | 'numberOf' | 'open'> {
  dismiss(): void;
}

/** An error under its cell, as text. */
export class ErrorBox extends ReactWidget {
  private readonly _content: ErrorBoxContent;
  private readonly _place: ErrorBoxPlace;

  constructor(content: ErrorBoxContent, place: ErrorBoxPlace) {
    super();
    this.addClass('jp-HeadwaterErrorBox');
    this._content = content;
    this._place = place;
  }

  protected override render(): ReactElement {
    const { title, error, traceback, actions } = this._content;
    const { trans, dismiss, numberOf, open } = this._place;
    return (
      <section aria-label={title}>
        <header>
          <span className="jp-HeadwaterErrorBox-title">
            <span aria-hidden="true">✗ </span>
            {title}
          </span>
          <span className="jp-HeadwaterErrorBox-code">{error.code}</span>
          <button type="button" title={trans.__('Hide')} aria-label={trans.__('Hide')} onClick={dismiss}>
            ✕
          </button>
        </header>
        <p className="jp-HeadwaterErrorBox-message">{error.message}</p>
        {error.hint === '' ? null : <p className="jp-HeadwaterErrorBox-hint">{error.hint}</p>}
        {traceback === null ? null : <Traceback text={traceback} trans={trans} numberOf={numberOf} open={open} />}
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
