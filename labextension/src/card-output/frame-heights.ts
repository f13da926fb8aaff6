import { heightField, schemeField } from '../../../src/card/framed-page';

/** Pixels: no stranger's page may be higher, nor so low that it is lost. */
const [least, most] = [24, 4000];

/** How often a frame may change: a page that is always a little higher than its frame would grow for ever. */
const mostChanges = 40;

/** Tells frames in a card whether the theme is light or dark, and gives them the height that they ask for, within limits. A frame cannot be measured from outside: it has an origin of its own. */
export class FrameHeights {
  private readonly _themes = new MutationObserver(() => this._frames().forEach(tellScheme));
  private readonly _changes = new WeakMap<HTMLIFrameElement, number>();

  private readonly _node: HTMLElement;

  constructor(node: HTMLElement) {
    this._node = node;
  }

  attach(): void {
    window.addEventListener('message', this);
    this._themes.observe(document.body, { attributeFilter: ['data-jp-theme-light'] });
  }

  detach(): void {
    window.removeEventListener('message', this);
    this._themes.disconnect();
  }

  handleEvent({ source, data }: MessageEvent<unknown>): void {
    if (typeof data !== 'object' || data === null) return;
    const height: unknown = Reflect.get(data, heightField);
    if (typeof height !== 'number' || !Number.isFinite(height)) return;
    const frame = this._frames().find(each => each.contentWindow === source);
    const changes = frame === undefined ? mostChanges : (this._changes.get(frame) ?? 0);
    if (frame === undefined || changes >= mostChanges) return;
    if (changes === 0) tellScheme(frame);
    this._changes.set(frame, changes + 1);
    frame.style.height = `${Math.min(most, Math.max(least, Math.ceil(height)))}px`;
  }

  private _frames(): HTMLIFrameElement[] {
    return [...this._node.querySelectorAll<HTMLIFrameElement>('iframe.hw-frame')];
  }
}

function tellScheme({ contentWindow }: HTMLIFrameElement): void {
  const isDark = document.body.dataset['jpThemeLight'] === 'false';
  contentWindow?.postMessage({ [schemeField]: isDark ? 'dark' : 'light' }, '*');
}
