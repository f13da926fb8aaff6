import { inspect } from 'node:util';
import type { TaskPath } from '../src/metadata/metadata';
import type { Artifacts, LazyList, Run, Step, Task } from './api';
import type { Card, CardChoice } from './cards/stored-card';
import { cardsOfStep, chosenTask, liveCardsOf, type StepPath } from './cards/step-cards';
import { chosenCard, noCard } from './cards/task-cards';
import { graphInfo, previousSteps, type GraphInfo } from './graph-info';
import type { JsonValue } from './json-value';
import { Lazy, LazyItems } from './lazy';
import { noTask } from './missing-artifact';
import { runStatus } from './run-status';
import { readRun, type RunPlace } from './run-place';
import { StoredItem, summaryOrError } from './run-item';
import { StoredTask } from './task';
import { artifactOrNull } from './task-facts';

/** A step of a run. */
export class StoredStep<A = Artifacts> extends StoredItem implements Step<A> {
  readonly parent: Run<A>;
  readonly id: string;

  constructor(place: RunPlace, parent: Run<A>, name: string) {
    super(place);
    this.parent = parent;
    this.id = name;
  }

  get pathComponents(): readonly string[] {
    return [this.place.flow, this.place.id(), this.id];
  }

  get createdAt(): Promise<Date> {
    return new Lazy(() => new Date(this.#checked()));
  }

  get task(): Task<A> {
    return new StoredTask<A>(this.place, this, () => this.#newest(), null);
  }

  taskById(id: string, attempt?: number): Task<A> {
    return new StoredTask<A>(this.place, this, () => id, attempt ?? null);
  }

  get tasks(): LazyList<Task<A>> {
    return new LazyItems(() => this.#taskIds().map(id => this.taskById(id)));
  }

  get cards(): LazyList<Card> {
    return new LazyItems(() => {
      readRun(this.place);
      return cardsOfStep(this.place.store(), this.#stepPath(), runStatus(this.place) === 'running');
    });
  }

  card(choice: CardChoice = {}): Promise<Card> {
    return new Lazy(() => {
      readRun(this.place);
      const store = this.place.store();
      const path = this.#stepPath();
      const { index } = choice;
      const task = chosenTask(store, path, index);
      if (index === undefined || task === undefined) {
        const live = liveCardsOf(store, path).find(each => index === undefined || each.index === index);
        if (live !== undefined && runStatus(this.place) === 'running') return live;
      }
      if (task === undefined) throw noCard(index === undefined ? this.pathspec : `${this.pathspec}[${index}]`, []);
      return chosenCard(store, this.#path(task), choice);
    });
  }

  get finishedAt(): Promise<Date | null> {
    return new Lazy(async () => {
      const times = await Promise.all(this.#taskIds().map(id => this.taskById(id).finishedAt));
      const known = times.filter(each => each !== null).map(Number);
      return known.length < times.length || known.length === 0 ? null : new Date(Math.max(...known));
    });
  }

  get originPathspec(): Promise<string | null> {
    return new Lazy(async () => {
      const origin = await this.parent.originPathspec;
      return origin === null ? null : `${origin}/${this.id}`;
    });
  }

  get parentSteps(): LazyList<Step<A>> {
    return this.#related(graph => (this.id === graph.startStep ? [] : previousSteps(graph, this.id)));
  }

  get childSteps(): LazyList<Step<A>> {
    return this.#related(graph => (this.id === graph.endStep ? [] : (graph.steps.get(this.id)?.next ?? [])));
  }

  get environmentInfo(): Promise<Record<string, JsonValue> | null> {
    return this.task.environmentInfo;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Task<A>> {
    yield* this.tasks;
  }

  [inspect.custom](): string {
    return summaryOrError(() => {
      const count = this.#taskIds().length;
      return `Step ${this.pathspec} · ${count} ${count === 1 ? 'task' : 'tasks'}`;
    });
  }

  /** When the step was registered; it must be there and its run in the namespace. */
  #checked(): number {
    readRun(this.place);
    const record = this.place.store().reader.step(this.place.flow, this.place.id(), this.id);
    if (record === null) throw noTask(this.place.store(), this.pathspec);
    return record.createdAt;
  }

  #stepPath(): StepPath {
    return { flow: this.place.flow, run: this.place.id(), step: this.id };
  }

  #path(task: string): TaskPath {
    return { ...this.#stepPath(), task };
  }

  #taskIds(): string[] {
    this.#checked();
    return this.place
      .store()
      .reader.tasks(this.place.flow, this.place.id(), this.id)
      .map(each => each.task);
  }

  #newest(): string {
    const [newest] = this.#taskIds();
    if (newest === undefined) throw noTask(this.place.store(), `${this.pathspec}/…`);
    return newest;
  }

  #related(names: (graph: GraphInfo) => readonly string[]): LazyList<Step<A>> {
    return new LazyItems(() => {
      const path = { flow: this.place.flow, run: this.place.id(), step: this.id, task: this.#newest() };
      const graph = graphInfo(artifactOrNull(this.place.store(), path, '_graph_info', null));
      const { reader } = this.place.store();
      const there = names(graph).filter(name => reader.step(path.flow, path.run, name) !== null);
      return there.map(name => new StoredStep(this.place, this.parent, name));
    });
  }
}
