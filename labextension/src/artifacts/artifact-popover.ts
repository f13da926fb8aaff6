import { MessageLoop, type Message } from '@lumino/messaging';
import { Panel, Widget } from '@lumino/widgets';

/** A value beside what it was opened from. Esc, a click elsewhere or its button close it; the focus returns to where it was. */
export class ArtifactPopover extends Panel {
  private readonly _anchor: HTMLElement;

  constructor(content: Widget, anchor: HTMLElement, label: string) {
    super();
    this.addClass('jp-HeadwaterPopover');
    this._anchor = anchor;
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', label);
    this.node.tabIndex = -1;
    this.addWidget(content);
  }

  /** Puts it on the page, below its anchor, or above it where there is more room. */
  open(): void {
    Widget.attach(this, document.body);
    this._place();
    this.node.focus({ preventScroll: true });
    MessageLoop.sendMessage(this, Widget.ResizeMessage.UnknownSize);
  }

  /** Called for an event that happened while it is open. */
  handleEvent(event: Event): void {
    if (event instanceof KeyboardEvent && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    } else if (event.type === 'pointerdown' && event.target instanceof Node && !this.node.contains(event.target)) this.dispose();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this._listen('removeEventListener');
    super.dispose();
  }

  /** Closes it; the focus goes back. */
  leave(): void {
    this.dispose();
    if (this._anchor.isConnected) this._anchor.focus({ preventScroll: true });
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._listen('addEventListener');
  }

  private _listen(method: 'addEventListener' | 'removeEventListener'): void {
    this.node[method]('keydown', this);
    document[method]('pointerdown', this, true);
  }

  /** What it shows comes later, and it grows towards where there is room. */
  private _place(): void {
    const { left, top, bottom } = this._anchor.getBoundingClientRect();
    const below = window.innerHeight - bottom;
    const { style } = this.node;
    style.left = `${Math.max(margin, Math.min(left, window.innerWidth - this.node.offsetWidth - margin))}px`;
    if (below > wantedHeight || below > top) style.top = `${bottom + 4}px`;
    else style.bottom = `${window.innerHeight - top + 4}px`;
    style.maxHeight = `${Math.max(below, top) - margin - 4}px`;
  }
}

/** Pixels of a table with its plot. */
const wantedHeight = 480;

/** Pixels to the edge of the window. */
const margin = 8;
