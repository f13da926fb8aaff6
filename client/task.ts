import { inspect } from 'node:util';
import type { LogStream, Metadatum, TaskPath } from '../src/metadata/metadata';
import { originOfTask, ranTask } from '../src/metadata/task-origin';
import type { Artifact, Artifacts, Code, Data, LazyList, MetadataItem, Step, Task, Untyped } from './api';
import { StoredArtifact } from './artifact';
import type { Card, CardChoice } from './cards/stored-card';
import { cardsOfTask, chosenCard } from './cards/task-cards';
import { StoredCode } from './code';
import { dataOf } from './data';
import { childrenOf, graphInfo, parentsOf } from './graph-info';
import type { JsonValue } from './json-value';
import { Lazy, LazyItems } from './lazy';
import { noTask } from './missing-artifact';
import { neighbourPaths, taskMetadata } from './neighbour-tasks';
import { readRun, type RunPlace } from './run-place';
import { StoredItem, summaryOrError } from './run-item';
import { artifactOrNull, currentAttempt, foreachIndex, isFinished, isSuccessful } from './task-facts';

/** A task of a step; `attempt` fixes one of its attempts, null means the last. */
export class StoredTask<A = Artifacts> extends StoredItem implements Task<A> {
  readonly parent: Step<A>;
  readonly #id: () => string;
  readonly #attempt: number | null;

  constructor(place: RunPlace, parent: Step<A>, id: () => string, attempt: number | null) {
    super(place);
    this.parent = parent;
    this.#id = id;
    this.#attempt = attempt;
  }

  get id(): string {
    return this.#id();
  }

  get pathComponents(): readonly string[] {
    const { flow, run, step, task } = this.#path();
    return [flow, run, step, task];
  }

  get createdAt(): Promise<Date> {
    return this.#read(path => {
      const record = this.place.store().reader.task(path);
      if (record === null) throw noTask(this.place.store(), this.pathspec);
      return new Date(record.createdAt);
    });
  }

  get data(): Data<A> {
    return dataOf<A>({
      read: name => this.artifact(name).data,
      names: () => this.#names(),
      title: () => `Data of ${this.pathspec}`
    });
  }

  get artifacts(): LazyList<Artifact> {
    return new LazyItems(() => this.#names().map(name => this.artifact(name)));
  }

  artifact<V = Untyped>(name: string): Artifact<V> {
    return new StoredArtifact<V>(this.place, this, () => this.#path(), name, this.#attempt);
  }

  get cards(): LazyList<Card> {
    return new LazyItems(() => cardsOfTask(this.place.store(), this.#checked()));
  }

  card(choice: CardChoice = {}): Promise<Card> {
    return this.#read(path => chosenCard(this.place.store(), path, choice));
  }

  get successful(): Promise<boolean> {
    return this.#read(path => isSuccessful(this.place.store(), path, this.#attempt));
  }

  get finished(): Promise<boolean> {
    return this.#read(path => isFinished(this.place.store(), path, this.#attempt));
  }

  get finishedAt(): Promise<Date | null> {
    return this.#read(path => {
      const record = this.place.store().reader.artifact(path, '_task_ok', this.#attempt);
      return record === null ? null : new Date(record.createdAt);
    });
  }

  get exception(): Promise<Untyped> {
    return this.#read(path => artifactOrNull(this.place.store(), path, '_exception', this.#attempt));
  }

  get index(): Promise<number | null> {
    return this.#read(path => foreachIndex(this.place.store(), path, this.#attempt));
  }

  get stdout(): Promise<string> {
    return this.#log('stdout');
  }

  get stderr(): Promise<string> {
    return this.#log('stderr');
  }

  get stdoutSize(): Promise<number> {
    return this.#logSize('stdout');
  }

  get stderrSize(): Promise<number> {
    return this.#logSize('stderr');
  }

  loglines(stream: LogStream): LazyList<readonly [Date | null, string]> {
    return new LazyItems(() => {
      const { path, attempt } = this.#logged(this.#checked());
      const lines = this.place.store().reader.logLines(path, stream, attempt);
      return lines.map(({ at, message }) => [at === null ? null : new Date(at), Buffer.from(message).toString('utf8')] as const);
    });
  }

  get currentAttempt(): Promise<number> {
    return this.#read(path => this.#logAttempt(path));
  }

  get metadata(): LazyList<MetadataItem> {
    return new LazyItems(() => taskMetadata(this.place.store(), this.#checked(), this.#attempt).map(metadataItem));
  }

  get metadataDict(): Promise<Record<string, string | readonly string[]>> {
    return this.#read(path =>
      Object.fromEntries(taskMetadata(this.place.store(), path, this.#attempt).map(each => [each.field, each.value]))
    );
  }

  get runtimeName(): Promise<string | null> {
    return this.ofRun(run => run.systemTags.find(tag => tag.startsWith('runtime:'))?.slice('runtime:'.length) ?? null);
  }

  get originPathspec(): Promise<string | null> {
    return this.#read(path => {
      const origin = originOfTask(this.place.store().reader.metadata(path, null), path);
      return origin === null ? null : [origin.flow, origin.run, origin.step, origin.task].join('/');
    });
  }

  get parentTasks(): LazyList<Task<A>> {
    return this.#neighbours(parentsOf);
  }

  get childTasks(): LazyList<Task<A>> {
    return this.#neighbours(childrenOf);
  }

  get code(): Promise<Code | null> {
    return this.#read(path => StoredCode.ofTask(this.place.store(), path));
  }

  get environmentInfo(): Promise<Record<string, JsonValue> | null> {
    return new Lazy(async () => {
      const info = await (await this.code)?.info;
      const type = info?.['environment_type'];
      return typeof type === 'string' && type !== '' ? { type } : null;
    });
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Artifact> {
    yield* this.artifacts;
  }

  [inspect.custom](): string {
    return summaryOrError(() => {
      const store = this.place.store();
      const path = this.#checked();
      const state = isSuccessful(store, path, this.#attempt)
        ? 'successful'
        : isFinished(store, path, this.#attempt)
          ? 'finished'
          : 'not finished';
      return `Task ${this.pathspec} · ${state} · ${this.#names().join(', ')}`;
    });
  }

  #path(): TaskPath {
    return { flow: this.place.flow, run: this.place.id(), step: this.parent.id, task: this.#id() };
  }

  /** The path of a task that is there and may be seen. */
  #checked(): TaskPath {
    readRun(this.place);
    const path = this.#path();
    if (this.place.store().reader.task(path) === null) throw noTask(this.place.store(), this.pathspec);
    return path;
  }

  #read<T>(work: (path: TaskPath) => T | PromiseLike<T>): Lazy<T> {
    return new Lazy(() => work(this.#checked()));
  }

  #names(): string[] {
    return this.place
      .store()
      .reader.artifactNames(this.#checked(), this.#attempt)
      .filter(name => !name.startsWith('_'));
  }

  #logAttempt(path: TaskPath): number {
    return this.#attempt ?? currentAttempt(this.place.store(), path);
  }

  #log(stream: LogStream): Lazy<string> {
    return this.#read(path => {
      const logged = this.#logged(path);
      const bytes = Buffer.concat([...this.place.store().reader.logBytes(logged.path, stream, logged.attempt)]);
      return bytes.toString('utf8');
    });
  }

  #logSize(stream: LogStream): Lazy<number> {
    return this.#read(path => {
      const logged = this.#logged(path);
      return this.place.store().reader.logSize(logged.path, stream, logged.attempt);
    });
  }

  /** What a task printed that was reused in a resumed run is in the logs of the one that ran. */
  #logged(path: TaskPath): { readonly path: TaskPath; readonly attempt: number } {
    const { reader } = this.place.store();
    const ran = ranTask(reader, path);
    return { path: ran, attempt: ran === path ? this.#logAttempt(path) : currentAttempt(this.place.store(), ran) };
  }

  #neighbours(match: typeof parentsOf): LazyItems<Task<A>> {
    return new LazyItems(() => {
      const path = this.#checked();
      const graph = graphInfo(artifactOrNull(this.place.store(), path, '_graph_info', this.#attempt));
      const run = this.parent.parent;
      return neighbourPaths(this.place.store(), path, (step, at) => match(graph, step, at)).map(each =>
        run.step(each.step).taskById(each.task)
      );
    });
  }
}

function metadataItem(found: Metadatum): MetadataItem {
  return { name: found.field, value: found.value, type: found.type, createdAt: new Date(found.createdAt) };
}
