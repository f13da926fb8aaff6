import { element } from './element';

/** Says to people who do not see the page what has happened. */
export class Announcer {
  private readonly _node = element('div', 'jp-HeadwaterAnnouncer');

  constructor() {
    this._node.setAttribute('role', 'status');
    this._node.setAttribute('aria-live', 'polite');
    document.body.append(this._node);
  }

  /** The same text twice is said twice. */
  say(text: string): void {
    this._node.textContent = '';
    requestAnimationFrame(() => (this._node.textContent = text));
  }
}
