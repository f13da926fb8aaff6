import type { CardComponent } from './component';

/** A card as it is stored, sent and drawn. */
export interface CardDocument {
  readonly version: 1;
  /** `default`: what was recorded, below what the code has added; `blank`: only what the code has added. */
  readonly type: string;
  /** Tells cards of one type in one task apart; null for the only one. */
  readonly id: string | null;
  readonly title: string;
  /** `Flow/run/step/task`; without the task while the step runs. */
  readonly pathspec: string;
  /** Place of a foreach item; left out for other tasks. */
  readonly index?: number;
  readonly components: readonly CardComponent[];
  /** True while more may come. */
  readonly live: boolean;
  /** Milliseconds since 1970 at which it took this form. */
  readonly at: number;
}

/** Where a card that is shown comes from, so that it can be followed while its step runs. */
export interface CardSource {
  /** The store's folder. */
  readonly root: string;
  readonly pathspec: string;
  readonly type: string;
  readonly id: string | null;
  /** Of an item that was running: which one is to be followed. */
  readonly index?: number;
}

/** What the mime type of cards holds. `html`: a card of Metaflow's own, whole; its document has no components. */
export interface CardData {
  readonly document: CardDocument;
  readonly source: CardSource | null;
  readonly html?: string;
}

/** The mime type that our renderer for JupyterLab takes. */
export const cardMimeType = 'application/vnd.headwater.card+json';
