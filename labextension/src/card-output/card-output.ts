import type { IRenderMime } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { Widget } from '@lumino/widgets';
import { cardMimeType, type CardData, type CardSource } from '../../../src/card/card-document';
import type { CardComponent } from '../../../src/card/component';
import { drawCard, drawComponents, type DrawnCard } from '../../../src/card/draw/draw-card';
import { drawForeign } from '../../../src/card/draw/draw-foreign';
import { box, element, type CardElement } from '../../../src/card/node';
import { cardLinks } from './card-links';
import { drawNode, redrawNode } from './draw-node';
import { FrameHeights } from './frame-heights';
import { readCard } from './read-card';

/** What a card's output needs of the page around it. */
export interface CardPlace {
  /** Follows the card of a step, or of an item of it, that runs; disposed when nobody looks any more. */
  follow(path: string, source: CardSource, onCard: (data: CardData) => void): IDisposable;
  /** Path of the notebook that the output stands in. */
  pathOf(output: Widget): string;
  /** Address of a card as a page of its own. `run`: the card's own, or `latest`. */
  address(path: string, source: CardSource, run: 'own' | 'latest'): string;
  /** Draws a chart into a place; false when it cannot. */
  drawChart(chart: CardComponent, place: HTMLElement): Promise<boolean>;
}

/** Characters of an output's text that are shown in place of a card. */
const mostText = 100_000;

/** A card as a cell's output, which follows its step while that runs. */
export class CardOutput extends Widget implements IRenderMime.IRenderer {
  private readonly _place: CardPlace;
  private _shown: { readonly node: CardElement; readonly drawn: Node } | null = null;
  private _charts: readonly string[] = [];
  private _data: CardData | null = null;
  private _following: IDisposable | null = null;
  private readonly _links = document.createElement('div');
  private readonly _heights = new FrameHeights(this.node);

  constructor(place: CardPlace) {
    super();
    this.addClass('jp-HeadwaterCard');
    this._place = place;
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const data = readCard(model.data[cardMimeType]);
    if (data === null) return this._tell(model.data['text/plain']);
    await this.showCard(data);
  }

  /** What cannot be drawn is told, and shown as text. */
  private _tell(text: unknown): void {
    this.node.replaceChildren(
      drawNode(box('p', 'hw-card hw-note', 'This output is no card of a version that is known here.')),
      drawNode(element('pre', { class: 'hw-card', tabindex: 0 }, typeof text === 'string' ? text.slice(0, mostText) : ''))
    );
  }

  /** Shows a card, and follows it while it is live. */
  async showCard(data: CardData): Promise<void> {
    this._data = data;
    await this._draw(data);
    if (!this.isAttached) return;
    this._link();
    this._follow();
  }

  override dispose(): void {
    this._heights.detach();
    this._following?.dispose();
    super.dispose();
  }

  protected override onAfterAttach(): void {
    this._heights.attach();
    this._link();
    this._follow();
  }

  protected override onBeforeDetach(): void {
    this._heights.detach();
    this._following?.dispose();
    this._following = null;
  }

  /** A card that was live when it was stored may have come to its end since: then its last form is shown. */
  private _follow(): void {
    const { _data: data } = this;
    if (this._following !== null || data === null || data.source === null || !data.document.live) return;
    const path = this._place.pathOf(this);
    if (path === '') return;
    this._following = this._place.follow(path, data.source, next => {
      const card = readCard(next);
      if (card !== null) void this._draw(card);
    });
  }

  private async _draw(data: CardData): Promise<void> {
    const { node, charts } = drawData(data);
    const texts = charts.map(each => JSON.stringify(each));
    const same = this._shown !== null && this._charts.length === texts.length;
    // Charts are drawn into the places that are there: where their number changes, all is drawn anew.
    const drawn = same && this._shown !== null ? redrawNode(this._shown.drawn, this._shown.node, node) : drawNode(node);
    if (drawn !== this._shown?.drawn) this.node.replaceChildren(drawn, this._links);
    const before = same ? this._charts : [];
    this._shown = { node, drawn };
    this._charts = texts;
    await Promise.all(
      charts.map(async (chart, at) => {
        if (texts[at] !== before[at]) await this._drawChart(chart, at);
      })
    );
  }

  /** A card of a run can be opened by itself; the second address stays when there are newer runs. */
  private _link(): void {
    const source = this._data?.source ?? null;
    const path = source === null ? '' : this._place.pathOf(this);
    if (source === null || path === '' || source.pathspec.split('/').length < 3) return;
    this._links.replaceChildren(cardLinks(this._place.address(path, source, 'own'), this._place.address(path, source, 'latest')));
  }

  private async _drawChart(chart: CardComponent, at: number): Promise<void> {
    const place = this.node.querySelector<HTMLElement>(`[data-hw-chart="${at}"]`);
    if (place === null || chart.type !== 'vega') return;
    if (await this._place.drawChart(chart, place)) return;
    const { node } = drawComponents([chart]);
    place.replaceChildren(drawNode(node));
  }
}

function drawData({ document, html }: CardData): DrawnCard {
  if (html !== undefined) return { node: drawForeign(document, html), charts: [] };
  return document.type === 'bare' ? drawComponents(document.components, true) : drawCard(document, true);
}
