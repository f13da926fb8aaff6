import { inspect } from 'node:util';
import { HeadwaterError } from '../src/errors';
import { readRunLife } from '../src/metadata/run-life';
import type { Artifacts, Flow, LatestRun, LazyList, Run, RunFilter, RunReference } from './api';
import { Lazy, LazyItems } from './lazy';
import { StoredRun } from './run';
import { endTaskPath, inNamespace, noFlow, some, type RunPlace } from './run-place';
import { referenceTo } from './run-reference';
import { runStatus } from './run-status';
import { summaryOrError } from './run-item';
import type { Store } from './store';
import { isSuccessful } from './task-facts';

/** A flow in a store. */
export class StoredFlow<A = Artifacts> implements Flow<A> {
  readonly id: string;
  readonly #store: () => Store;

  constructor(name: string, store: () => Store) {
    this.id = name;
    this.#store = store;
  }

  get pathspec(): string {
    return this.id;
  }

  get pathComponents(): readonly string[] {
    return [this.id];
  }

  get createdAt(): Promise<Date> {
    return new Lazy(() => {
      const record = this.#store().reader.flow(this.id);
      if (record === null) throw noFlow(this.#store(), this.id);
      return new Date(record.createdAt);
    });
  }

  get isInNamespace(): Promise<boolean> {
    return new Lazy(() => this.hasVisibleRun());
  }

  /** Whether any run is in the namespace; all are when there is none. */
  hasVisibleRun(): boolean {
    return this.#store().namespace === null || this.#visibleIds().next().done !== true;
  }

  get latestRun(): LatestRun<A> {
    return this.#latest(() => true, 'runs');
  }

  get latestSuccessfulRun(): LatestRun<A> {
    return this.#latest(succeeded, 'successful runs');
  }

  run(id: string): RunReference<A> {
    return this.#reference(() => id);
  }

  runs(filter: RunFilter = {}): LazyList<Run<A>> {
    return new LazyItems(() => this.#matching(filter));
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Run<A>> {
    yield* this.runs();
  }

  [inspect.custom](): string {
    return summaryOrError(() => {
      const ids = this.#store().reader.runIds(this.id);
      return `Flow ${this.id} · ${ids.length} ${ids.length === 1 ? 'run' : 'runs'}${ids.length === 0 ? '' : `, newest first: ${some(ids, 3)}`}`;
    });
  }

  #place(id: () => string): RunPlace {
    let known: string | null = null;
    return { flow: this.id, store: this.#store, id: () => (known ??= id()) };
  }

  #reference(id: () => string): RunReference<A> {
    const place = this.#place(id);
    return referenceTo<A>(new StoredRun<A>(place, this), place);
  }

  #latest(accept: (place: RunPlace) => boolean, what: string): LatestRun<A> {
    const newest = this.#reference(() => this.#first(accept, what));
    return Object.assign(newest, {
      where: ({ tag, tags = [] }: { readonly tag?: string; readonly tags?: readonly string[] }) => {
        const wanted = tag === undefined ? tags : [tag, ...tags];
        const named = wanted.length === 0 ? what : `${what} tagged ${wanted.map(each => `'${each}'`).join(' and ')}`;
        return this.#reference(() => this.#first(place => matches(place, { tags: wanted }) && accept(place), named));
      }
    });
  }

  /** Ids of the runs in the namespace, newest first; reads one record after the other as they are asked for. */
  *#visibleIds(): Generator<string, undefined> {
    const store = this.#store();
    if (store.reader.flow(this.id) === null) throw noFlow(store, this.id);
    for (const id of store.reader.runIds(this.id)) {
      const record = store.reader.run(this.id, id);
      if (record !== null && inNamespace(store, record)) yield id;
    }
  }

  *#matching(filter: RunFilter): Generator<Run<A>, undefined> {
    let left = filter.last ?? Infinity;
    for (const id of this.#visibleIds()) {
      if (left <= 0) return;
      const place = this.#place(() => id);
      if (!matches(place, filter)) continue;
      left -= 1;
      yield new StoredRun<A>(place, this);
    }
  }

  #first(accept: (place: RunPlace) => boolean, what: string): string {
    let seen = 0;
    for (const id of this.#visibleIds()) {
      seen += 1;
      if (accept(this.#place(() => id))) return id;
    }
    throw nothing(this.#store(), this.id, what, seen);
  }
}

function succeeded(place: RunPlace): boolean {
  const end = endTaskPath(place);
  return end !== null && isSuccessful(place.store(), end, null);
}

function matches(place: RunPlace, filter: RunFilter): boolean {
  const record = place.store().reader.run(place.flow, place.id());
  if (record === null) return false;
  const tags = new Set([...record.tags, ...record.systemTags]);
  return (filter.tags ?? []).every(tag => tags.has(tag)) && (filter.status === undefined || runStatus(place) === filter.status);
}

/** Says whether there are none at all, none in the namespace (and how many outside), or none that succeeded. */
function nothing(store: Store, flow: string, what: string, seen: number): HeadwaterError {
  const all = store.reader.runIds(flow).filter(id => store.reader.run(flow, id) !== null);
  const outside = all.length - seen;
  if (outside > 0) {
    const count = `${outside} ${outside === 1 ? 'run lies' : 'runs lie'} outside it`;
    const hint = "Call namespace(null) to see everybody's runs.";
    return new HeadwaterError('HW406', `${flow} has no ${what} in the namespace '${store.namespace}'; ${count}.`, { about: flow, hint });
  }
  const [newest] = all;
  if (newest === undefined)
    return new HeadwaterError('HW404', `${flow} has no runs yet.`, { about: flow, hint: 'Run its notebook first: headwater run.' });
  if (what.includes(' tagged '))
    return new HeadwaterError('HW404', `${flow} has no ${what}.`, {
      about: flow,
      hint: `\`headwater runs ${flow}\` shows the tags of its ${all.length} runs.`
    });
  const life = readRunLife(store.root, flow, newest, Date.now());
  return new HeadwaterError(
    'HW404',
    `None of the ${all.length} runs of ${flow} was successful${life === 'running' ? ' yet; the latest is still running' : ''}.`,
    {
      about: flow,
      hint: `\`headwater show ${flow}/${newest}\` tells how the latest one went.`
    }
  );
}
