import type { TranslationBundle } from '@jupyterlab/translation';
import { button, element } from './element';
import { NameInput } from './name-input';
import type { StripView } from './strip-view';

/** What a person can do at a strip. `rename` says why not, or null when it was done. */
export interface StripActions {
  rename(step: string, typed: string): string | null;
  answerProposal(accepted: boolean): void;
  toggleProblems(): void;
}

/** The strip above one cell: one line of the step's name and how it stands. Everything in it is text. */
export class StepStrip {
  readonly node = element('div', 'jp-HeadwaterStrip');
  private readonly _actions: StripActions;
  private readonly _trans: TranslationBundle;
  private _drawn = '';
  private _view: StripView | null = null;
  private _input: NameInput | null = null;
  private _status: HTMLElement | null = null;
  private _isActive = false;

  constructor(actions: StripActions, trans: TranslationBundle) {
    this._actions = actions;
    this._trans = trans;
    this.node.setAttribute('role', 'group');
  }

  /** Draws what has changed; a name that is being typed stays. */
  draw(view: StripView): void {
    const { status, ...rest } = view;
    const key = JSON.stringify(rest);
    this._view = view;
    if (key !== this._drawn && this._input === null) {
      this._drawn = key;
      this._redraw(view);
    }
    this._drawStatus(view);
  }

  /** Whether its cell is the active one: only then are its buttons on the way of the Tab key. */
  setActive(active: boolean): void {
    if (active === this._isActive) return;
    this._isActive = active;
    this._setTabStops();
  }

  /** Lets a person type another name in place. */
  startRename(): void {
    const view = this._view;
    if (view?.kind !== 'head' || view.step === null || this._input !== null) return;
    const step = view.step;
    this._input = new NameInput(view.name, this._trans, {
      take: typed => this._actions.rename(step, typed),
      ended: () => this._endRename()
    });
    this.node.querySelector('.jp-HeadwaterStrip-name')?.replaceWith(this._input.node);
    this._input.start();
  }

  private _redraw(view: StripView): void {
    this.node.dataset['kind'] = view.kind;
    this.node.setAttribute('aria-label', view.label);
    this._status = view.kind === 'head' ? element('span', 'jp-HeadwaterStrip-status') : null;
    const parts = [...this._nameParts(view), ...view.badges.map(badge), this._status, this._problems(view)];
    this.node.replaceChildren(...parts.filter(each => each !== null));
    this._setTabStops();
  }

  private _nameParts(view: StripView): HTMLElement[] {
    switch (view.kind) {
      case 'head':
        return [this._nameButton(view)];
      case 'proposal':
        return this._chip(view);
      case 'setup':
      case 'parameters':
        return [titled(element('span', 'jp-HeadwaterStrip-role', view.name), view.hint)];
      case 'more':
        return [titled(element('span', 'jp-HeadwaterStrip-more', view.name), view.label)];
      case 'problems':
        return [];
    }
  }

  private _nameButton(view: StripView): HTMLElement {
    const made = button('jp-HeadwaterStrip-name', view.name, view.hint, ({ detail }) => {
      // A click of the keyboard; one of the mouse only selects the cell.
      if (detail === 0) this.startRename();
    });
    made.addEventListener('dblclick', () => this.startRename());
    return made;
  }

  private _chip(view: StripView): HTMLElement[] {
    const chip = titled(element('span', 'jp-HeadwaterStrip-chip', view.name), view.hint);
    if (view.step === null) return [chip];
    const accept = button('jp-HeadwaterStrip-accept', '✓', this._trans.__('Take this proposal'), () => this._actions.answerProposal(true));
    const refuse = button('jp-HeadwaterStrip-refuse', '✕', this._trans.__('Leave this cell as it is'), () =>
      this._actions.answerProposal(false)
    );
    accept.setAttribute('aria-label', this._trans.__('Take the proposal: %1', view.step));
    refuse.setAttribute('aria-label', this._trans.__('Leave this cell as it is, not: %1', view.step));
    return [chip, accept, refuse];
  }

  private _problems({ problems }: StripView): HTMLElement | null {
    if (problems === null) return null;
    const made = button('jp-HeadwaterStrip-problems', problems.text, problems.hint, () => this._actions.toggleProblems());
    made.dataset['severity'] = problems.severity;
    return made;
  }

  private _drawStatus({ status }: StripView): void {
    const node = this._status;
    if (node === null || node.textContent === (status?.text ?? '')) return;
    node.textContent = status?.text ?? '';
    node.title = status?.hint ?? '';
    node.dataset['phase'] = status?.phase ?? '';
  }

  private _setTabStops(): void {
    for (const each of this.node.querySelectorAll('button')) each.tabIndex = this._isActive ? 0 : -1;
  }

  private _endRename(): void {
    this._input = null;
    this._drawn = '';
    if (this._view !== null) this.draw(this._view);
    this.node.closest<HTMLElement>('.jp-Cell')?.focus();
  }
}

function badge({ text, hint }: { readonly text: string; readonly hint: string }): HTMLElement {
  return titled(element('span', 'jp-HeadwaterStrip-badge', text), hint);
}

function titled<T extends HTMLElement>(node: T, title: string): T {
  node.title = title;
  return node;
}
