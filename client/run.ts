import { inspect } from 'node:util';
import { listLiveSteps } from '../src/metadata/card-files';
import { mutateTags } from '../src/metadata/mutate-tags';
import type { TaskPath } from '../src/metadata/metadata';
import type { Card, CardChoice } from './cards/stored-card';
import { cardsOfStep } from './cards/step-cards';
import type { Artifact, Artifacts, Code, Data, Flow, LazyList, Run, RunStatus, Step, Task } from './api';
import { StoredCode } from './code';
import { dataOf } from './data';
import { LazyItems, type Lazy } from './lazy';
import { finalNames, readFinal } from './run-data';
import { endTaskPath, readRun, stepNames, type RunPlace } from './run-place';
import { runStatus } from './run-status';
import { runSummary } from './run-summary';
import { StoredItem, summaryOrError } from './run-item';
import { StoredStep } from './step';
import { isFinished, isSuccessful } from './task-facts';

/** A run of a flow. */
export class StoredRun<A = Artifacts> extends StoredItem implements Run<A> {
  readonly parent: Flow<A>;

  constructor(place: RunPlace, parent: Flow<A>) {
    super(place);
    this.parent = parent;
  }

  get id(): string {
    return this.place.id();
  }

  get pathComponents(): readonly string[] {
    return [this.place.flow, this.place.id()];
  }

  get createdAt(): Promise<Date> {
    return this.ofRun(run => new Date(run.createdAt));
  }

  get user(): Promise<string | null> {
    return this.ofRun(run => run.user);
  }

  get status(): Promise<RunStatus> {
    return this.ofRun(() => runStatus(this.place));
  }

  get successful(): Promise<boolean> {
    return this.#ofEnd(end => end !== null && isSuccessful(this.place.store(), end, null));
  }

  get finished(): Promise<boolean> {
    return this.#ofEnd(end => end !== null && isFinished(this.place.store(), end, null));
  }

  get finishedAt(): Promise<Date | null> {
    return this.#ofEnd(end => {
      const record = end === null ? null : this.place.store().reader.artifact(end, '_task_ok', null);
      return record === null ? null : new Date(record.createdAt);
    });
  }

  get data(): Data<A> {
    return dataOf<A>({
      read: name => readFinal(this.place, name),
      names: () => finalNames(this.place),
      title: () => `Data of ${this.pathspec}`
    });
  }

  get artifacts(): LazyList<Artifact> {
    return new LazyItems(() => {
      const end = endTaskPath(this.place);
      return end === null ? [] : finalNames(this.place).map(name => this.step(end.step).taskById(end.task).artifact(name));
    });
  }

  get endTask(): Promise<Task<A> | null> {
    return this.#ofEnd(end => (end === null ? null : this.step(end.step).taskById(end.task)));
  }

  get steps(): LazyList<Step<A>> {
    return new LazyItems(() => stepNames(this.place).map(name => this.step(name)));
  }

  step(name: string): Step<A> {
    return new StoredStep<A>(this.place, this, name);
  }

  get cards(): LazyList<Card> {
    return new LazyItems(() => {
      const { flow } = this.place;
      const store = this.place.store();
      const isRunning = runStatus(this.place) === 'running';
      const known = [...stepNames(this.place)].reverse();
      const begun = isRunning ? listLiveSteps(store.root, flow, this.place.id()).filter(step => !known.includes(step)) : [];
      return [...known, ...begun].flatMap(step => cardsOfStep(store, { flow, run: this.place.id(), step }, isRunning));
    });
  }

  card(step: string, choice: CardChoice = {}): Promise<Card> {
    return this.step(step).card(choice);
  }

  get code(): Promise<Code | null> {
    return this.ofRun(() => StoredCode.ofRun(this.place));
  }

  get originPathspec(): Promise<string | null> {
    return this.ofRun(() => {
      const [step] = stepNames(this.place);
      const { reader } = this.place.store();
      const at = { flow: this.place.flow, run: this.place.id(), step: step ?? '' };
      const task = step === undefined ? undefined : reader.tasks(at.flow, at.run, step)[0]?.task;
      const found = task === undefined ? [] : reader.metadata({ ...at, task }, null);
      const origin = found.findLast(each => each.field === 'origin-run-id')?.value;
      return typeof origin === 'string' && origin !== 'None' ? `${at.flow}/${origin}` : null;
    });
  }

  addTag(tag: string): Promise<string[]> {
    return this.replaceTags([], [tag]);
  }

  addTags(tags: Iterable<string>): Promise<string[]> {
    return this.replaceTags([], tags);
  }

  removeTag(tag: string): Promise<string[]> {
    return this.replaceTags([tag], []);
  }

  removeTags(tags: Iterable<string>): Promise<string[]> {
    return this.replaceTags(tags, []);
  }

  replaceTag(tagToRemove: string, tagToAdd: string): Promise<string[]> {
    return this.replaceTags([tagToRemove], [tagToAdd]);
  }

  /** Not lazy, as its siblings: a change happens even when nobody waits for it. */
  async replaceTags(tagsToRemove: Iterable<string>, tagsToAdd: Iterable<string>): Promise<string[]> {
    const { flow, run } = readRun(this.place);
    return mutateTags(this.place.store().root, flow, run, { add: [...tagsToAdd], remove: [...tagsToRemove] });
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Step<A>> {
    yield* this.steps;
  }

  [inspect.custom](): string {
    return summaryOrError(() => runSummary(this.place));
  }

  #ofEnd<T>(read: (end: TaskPath | null) => T): Lazy<T> {
    return this.ofRun(() => read(endTaskPath(this.place)));
  }
}
