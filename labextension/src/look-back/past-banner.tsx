import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { Message } from '@lumino/messaging';
import { useEffect, useState, type JSX } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import { RunStatus, statusText } from '../runs/run-status';
import { agoText, exactText, shortText } from '../runs/run-time';
import type { LookBack, PastView } from './look-back';

/** What can be done from the banner; null where it cannot. */
export interface PastBannerActions {
  readonly leave: () => void;
  readonly openRun: ((pathspec: string) => void) | null;
  readonly compare: ((pathspec: string) => void) | null;
  readonly bringBackAll: (() => void) | null;
}

/** The strip above a notebook that looks back: which run, how much differs, the way through the runs, the way back. */
export class PastBanner extends ReactWidget {
  private readonly _lookBack: LookBack;
  private readonly _actions: PastBannerActions;
  private readonly _trans: TranslationBundle;
  private _height: ResizeObserver | null = null;
  private _wantsFocus = false;

  constructor(lookBack: LookBack, actions: PastBannerActions, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterPastBanner');
    this._lookBack = lookBack;
    this._actions = actions;
    this._trans = trans;
    lookBack.changed.connect(this.update, this);
  }

  /** Puts the focus on the slider, so that the arrow keys go through the runs: as soon as the run is here. */
  focus(): void {
    this._wantsFocus = true;
    this.update();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this._height?.disconnect();
    Signal.clearData(this);
    super.dispose();
  }

  /** Lumino's box asks for a least height, and React draws later than it asks; the row may wrap, too. */
  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._height = new ResizeObserver(() => this._fitRow());
    this._height.observe(this.node);
  }

  protected override onUpdateRequest(message: Message): void {
    super.onUpdateRequest(message);
    void this.renderPromise?.then(() => {
      this._fitRow();
      this._takeFocus();
    });
  }

  private _takeFocus(): void {
    if (!this._wantsFocus || this._lookBack.view?.state === 'loading') return;
    this._wantsFocus = false;
    const first = this.node.querySelector<HTMLElement>('input[type=range]') ?? this.node.querySelector('button');
    first?.focus({ preventScroll: true });
  }

  private _fitRow(): void {
    const row = this.node.firstElementChild;
    if (!(row instanceof HTMLElement)) return;
    this._height?.observe(row);
    const height = `${row.offsetHeight + 1}px`;
    if (this.node.style.minHeight === height) return;
    this.node.style.minHeight = height;
    this.parent?.fit();
  }

  protected override render(): JSX.Element | null {
    const { view } = this._lookBack;
    return view === null ? null : <Banner view={view} lookBack={this._lookBack} actions={this._actions} trans={this._trans} />;
  }
}

interface BannerProps {
  readonly view: PastView;
  readonly lookBack: LookBack;
  readonly actions: PastBannerActions;
  readonly trans: TranslationBundle;
}

function Banner({ view, lookBack, actions, trans }: BannerProps): JSX.Element {
  const differing = view.state === 'shown' ? (view.shown?.match.differing ?? 0) : 0;
  const { pathspec } = view;
  return (
    <div role="region" aria-label={trans.__('Looking back')} className="jp-HeadwaterPastBanner-row">
      <span className="jp-HeadwaterPastBanner-text" aria-live="polite">
        <BannerText view={view} trans={trans} />
      </span>
      {lookBack.runs !== null && lookBack.runs.total > 1 && <Scrubber lookBack={lookBack} trans={trans} />}
      {pathspec !== null && actions.openRun !== null && (
        <BannerButton text={trans.__('Open run')} run={() => actions.openRun?.(pathspec)} />
      )}
      {pathspec !== null && actions.compare !== null && (
        <BannerButton text={trans.__('Compare…')} run={() => actions.compare?.(pathspec)} />
      )}
      {actions.bringBackAll !== null && differing > 0 && <BannerButton text={trans.__('Bring back all code')} run={actions.bringBackAll} />}
      <BannerButton text={trans.__('Return')} hint="Esc" run={actions.leave} />
    </div>
  );
}

function BannerButton({ text, hint, run }: { readonly text: string; readonly hint?: string; readonly run: () => void }): JSX.Element {
  return (
    <button type="button" className="jp-HeadwaterButton" onClick={run}>
      {text}
      {hint !== undefined && <kbd>{hint}</kbd>}
    </button>
  );
}

function BannerText({ view, trans }: { readonly view: PastView; readonly trans: TranslationBundle }): JSX.Element {
  if (view.state === 'empty') return <>{trans.__('No runs yet: press Run flow, and this is where you look back at it.')}</>;
  if (view.state === 'failed')
    return (
      <>
        <span aria-hidden="true">⚠ </span>
        {view.error?.message} {hintOf(view.error)}
      </>
    );
  if (view.run === null) return <>{trans.__('Looking for the run…')}</>;
  return (
    <>
      <RunName run={view.run} trans={trans} /> · <RunStatus status={view.run.status} trans={trans} /> ·{' '}
      {view.state === 'loading' ? trans.__('loading…') : differingText(view, trans)}
    </>
  );
}

function RunName({ run, trans }: { readonly run: RunRow; readonly trans: TranslationBundle }): JSX.Element {
  const now = Date.now();
  return (
    <span title={`${run.pathspec}\n${exactText(run.createdAt)}`}>
      {trans.__('Run of %1 (%2)', shortText(run.createdAt, now), agoText(run.createdAt, now))}
    </span>
  );
}

function differingText({ shown }: PastView, trans: TranslationBundle): string {
  const differing = shown?.match.differing ?? 0;
  return differing === 0 ? trans.__('all code is as it is now') : trans._n('%1 cell differs', '%1 cells differ', differing);
}

function hintOf(error: Error | null): string {
  return error !== null && 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
}

/** Old runs on the left. The thumb follows the hand at once, the notebook when it rests. */
function Scrubber({ lookBack, trans }: { readonly lookBack: LookBack; readonly trans: TranslationBundle }): JSX.Element {
  const last = (lookBack.runs?.total ?? 1) - 1;
  const shown = last - Math.max(0, lookBack.index);
  const [place, setPlace] = useState(shown);
  useEffect(() => setPlace(shown), [shown]);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(last, to));
    setPlace(next);
    void lookBack.go(last - next);
  };
  const row = lookBack.runs?.rows[last - place];
  return (
    <span className="jp-HeadwaterScrubber">
      <button type="button" aria-label={trans.__('Older run')} disabled={place <= 0} onClick={() => move(place - 1)}>
        ‹
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={place}
        aria-label={trans.__('Runs, old to new')}
        aria-valuetext={row === undefined ? '' : `${shortText(row.createdAt, Date.now())}, ${statusText(row.status, trans)}`}
        onChange={event => move(Number(event.currentTarget.value))}
      />
      <button type="button" aria-label={trans.__('Newer run')} disabled={place >= last} onClick={() => move(place + 1)}>
        ›
      </button>
      <span className="jp-HeadwaterScrubber-place">{trans.__('%1 of %2', place + 1, last + 1)}</span>
    </span>
  );
}
