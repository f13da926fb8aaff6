import { rmSync } from 'node:fs';
import type { CardDocument } from '../../card/card-document';
import { cardPage } from '../../card/card-page';
import type { CardComponent } from '../../card/component';
import { lackPictures, withCharts } from '../../card/map-charts';
import { liveCardPath, writeCard } from '../../metadata/card-files';
import { replaceFile } from '../../datastore/write-file';
import type { Instruction } from '../../run/instruction';
import { unitAt, type RunState } from '../../run/run-state';
import { attempt } from '../attempt';
import { startChartThread, type ChartThread } from './chart-thread';
import { factsOf, storedName, type LogPaths } from '../publish-task';
import type { RunContext } from '../run-context';
import { cardWish, liveCard, taskCard, type CardWish } from './task-card';
import { valuePreviews, type ValuePreviews } from './value-previews';

/** Milliseconds after a commit: orders to processes and what they say come first. */
const leisure = 4;

/**
 * Makes the cards of a run, beside its work: a card is drawn some time after its task has committed, at the latest before the run is said to
 * have ended. A card that cannot be written costs nothing but itself.
 */
export class CardDesk {
  readonly #context: RunContext;
  readonly #jobs: (() => Promise<void>)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;
  readonly #previews: ValuePreviews;
  #charts: ChartThread | null = null;

  constructor(context: RunContext) {
    this.#context = context;
    this.#previews = valuePreviews(context);
  }

  /** The code of an execution has put something on its card: whoever looks at it sees it. */
  show(state: RunState, execution: number, components: readonly CardComponent[]): void {
    const [position, unit] = state.live[execution] ?? [];
    if (position === undefined || unit === undefined) return;
    const wish = cardWish(this.#context, position);
    if (wish === null) return;
    const { index } = unitAt(state, position, unit);
    const step = storedName(state, position, unitAt(state, position, unit));
    const document = liveCard(this.#context, { step, index }, wish, components, Date.now());
    attempt(() => replaceFile(this.#livePath(step, index), [JSON.stringify(document)]));
  }

  /** A task has committed: its card is made when there is time. Tasks of other runs keep their cards where they are. */
  commit(state: RunState, commit: Instruction & { type: 'commit' }, logs: LogPaths | null): void {
    const wish = cardWish(this.#context, commit.position);
    if (commit.origin !== null || wish === null) return;
    this.#jobs.push(() => this.#make(state, commit, logs, wish));
    this.#timer ??= setTimeout(() => void this.finish(), leisure);
  }

  /** Makes the cards that are still to be made. */
  finish(): Promise<void> {
    this.#work ??= this.#perform().finally(() => {
      this.#work = null;
    });
    return this.#work;
  }

  /** No more cards will be made. */
  close(): void {
    this.#charts?.close();
    this.#previews.close();
  }

  async #make(state: RunState, commit: Instruction & { type: 'commit' }, logs: LogPaths | null, wish: CardWish): Promise<void> {
    const context = this.#context;
    const facts = factsOf(context, state, commit);
    const { task } = commit;
    const plain = await taskCard({ context, facts, task, logs, previews: this.#previews }, wish);
    const made = lackPictures(plain.components) ? await this.#withPictures(plain) : plain;
    const path = { flow: context.flow, run: context.run, step: facts.step.name, task };
    const card = { type: made.type, id: made.id };
    writeCard(context.root, path, card, cardPage(made), made.at, (facts.record.card ?? null) !== null);
    rmSync(this.#livePath(facts.step.name, facts.unit.index), { force: true });
  }

  async #perform(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#jobs.shift(); next !== undefined; next = this.#jobs.shift()) {
      try {
        await next();
      } catch {
        // The task itself is in the store.
      }
      // What processes say is heard between two cards.
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async #withPictures(document: CardDocument): Promise<CardDocument> {
    this.#charts ??= startChartThread();
    const drawn = new Map<string, string | Error>();
    const specs: string[] = [];
    withCharts(document.components, spec => {
      specs.push(JSON.stringify(spec));
      return '';
    });
    for (const spec of specs) drawn.set(spec, await this.#charts.draw(spec));
    const components = withCharts(document.components, spec => {
      const found = drawn.get(JSON.stringify(spec));
      if (typeof found === 'string') return found;
      throw found ?? new Error('It was not drawn.');
    });
    return { ...document, components };
  }

  #livePath(step: string, index: number | null): string {
    return liveCardPath(this.#context.root, this.#context.flow, this.#context.run, step, index);
  }
}
