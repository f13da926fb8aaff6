import { inspect } from 'node:util';
import { cardMimeType, type CardData, type CardDocument, type CardSource } from '../../src/card/card-document';
import { cardPage, documentOfPage } from '../../src/card/card-page';
import { cardText } from '../../src/card/card-text';
import { cardStyle } from '../../src/card/card-style';
import { drawForeign } from '../../src/card/draw/draw-foreign';
import { htmlOf } from '../../src/card/node';
import { cardBundle } from './card-bundle';

/** A card of a task. As a cell's last value it is the cell's output, and follows its step while that runs. */
export interface Card {
  /** `default`, `blank`, or what Metaflow calls its own. */
  readonly type: string;
  readonly id: string | null;
  readonly title: string;
  /** Of its task; of its step while that runs. */
  readonly pathspec: string;
  readonly createdAt: Date;
  /** Place of the foreach item that it is of; null for other tasks. */
  readonly index: number | null;
  /** True while more may come. */
  readonly live: boolean;
  /** What it is made of; null for a card that Metaflow made. */
  readonly document: CardDocument | null;
  /** One page of HTML that needs nothing else. */
  readonly html: string;
}

/** Which of a task's cards is meant; left out: the last one. */
export interface CardChoice {
  readonly type?: string;
  readonly id?: string;
  /** Place of a foreach item, from 0; of a step only. */
  readonly index?: number;
}

/** A card as it lies in the store; it is read when it is first asked for something. */
export class StoredCard implements Card {
  readonly #source: CardSource;
  readonly #read: () => string;
  readonly #writtenAt: number;
  #page: string | null = null;
  #document: CardDocument | null | undefined;

  constructor(source: CardSource, read: () => string, writtenAt: number) {
    this.#source = source;
    this.#read = read;
    this.#writtenAt = writtenAt;
  }

  /** The card of a step that runs, as it is now. */
  static live(source: CardSource, document: CardDocument): StoredCard {
    const made = new StoredCard(source, () => cardPage(document), document.at);
    made.#document = document;
    return made;
  }

  get type(): string {
    return this.#source.type;
  }

  get id(): string | null {
    return this.#source.id;
  }

  get pathspec(): string {
    return this.#source.pathspec;
  }

  get title(): string {
    return this.document?.title ?? this.#source.pathspec;
  }

  get createdAt(): Date {
    return new Date(this.#writtenAt);
  }

  get index(): number | null {
    return this.#source.index ?? this.document?.index ?? null;
  }

  get live(): boolean {
    return this.document?.live ?? false;
  }

  get html(): string {
    return (this.#page ??= this.#read());
  }

  get document(): CardDocument | null {
    if (this.#document === undefined) this.#document = documentOfPage(this.html);
    return this.#document;
  }

  /** What our renderer takes. */
  get data(): CardData {
    if (this.document !== null) return { document: this.document, source: this.#source };
    return { document: this.#foreign(), source: this.#source, html: this.html };
  }

  [Symbol.for('Jupyter.display')](): Record<string, unknown> {
    if (this.document !== null) return cardBundle(this.document, this.#source);
    const { data } = this;
    const text = `${cardText(data.document)}\nMade by Metaflow: its html has it.`;
    return {
      [cardMimeType]: data,
      'text/html': `<style>${cardStyle}</style>${htmlOf(drawForeign(data.document, this.html))}`,
      'text/plain': text
    };
  }

  [inspect.custom](): string {
    return this.document === null ? `Card ${this.type} of ${this.pathspec}, made by Metaflow` : cardText(this.document);
  }

  #foreign(): CardDocument {
    const { type, id, pathspec } = this.#source;
    return { version: 1, type, id, title: `Card ${id ?? type}`, pathspec, components: [], live: false, at: this.#writtenAt };
  }
}
