import type { TranslationBundle } from '@jupyterlab/translation';
import { element } from './element';

/** What becomes of a name that was typed. */
export interface NameTaker {
  /** Takes the name, or says why not. */
  take(typed: string): string | null;
  /** The input is not needed any more. */
  ended(): void;
}

/** A field for a step's name: Enter takes it, Escape leaves all as it was, so does an empty name. */
export class NameInput {
  readonly node = element('span', 'jp-HeadwaterName');
  private readonly _input = element('input', 'jp-HeadwaterName-input');
  private readonly _why = element('span', 'jp-HeadwaterName-why');
  private readonly _old: string;
  private readonly _taker: NameTaker;
  private _isOver = false;

  constructor(name: string, trans: TranslationBundle, taker: NameTaker) {
    this._old = name;
    this._taker = taker;
    this._input.value = name;
    this._input.spellcheck = false;
    this._input.setAttribute('aria-label', trans.__('Name of the step; Enter takes it, Escape leaves it'));
    this._why.setAttribute('role', 'alert');
    this.node.append(this._input, this._why);
    this._input.addEventListener('keydown', event => this._onKey(event));
    this._input.addEventListener('blur', () => this._finish(false));
    for (const type of ['mousedown', 'click', 'dblclick']) this.node.addEventListener(type, event => event.stopPropagation());
  }

  start(): void {
    this._input.focus();
    this._input.select();
  }

  private _onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') this._end();
    if (event.key === 'Enter') this._finish(true);
  }

  /** Leaving the field takes the name too, unless it cannot be: then it stays as it was. */
  private _finish(stay: boolean): void {
    if (this._isOver) return;
    const typed = this._input.value.trim();
    const why = typed === '' || typed === this._old ? null : this._taker.take(typed);
    if (why === null || !stay) return this._end();
    this._why.textContent = why;
    this._input.setAttribute('aria-invalid', 'true');
  }

  private _end(): void {
    if (this._isOver) return;
    this._isOver = true;
    this._taker.ended();
  }
}
