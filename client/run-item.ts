import type { RunRecord } from '../src/metadata/metadata';
import { Lazy } from './lazy';
import { inNamespace, readRun, type RunPlace } from './run-place';

/** What runs, steps, tasks and artifacts share: they belong to a run and show its tags. */
export abstract class StoredItem {
  protected readonly place: RunPlace;

  protected constructor(place: RunPlace) {
    this.place = place;
  }

  static placeOf(item: StoredItem): RunPlace {
    return item.place;
  }

  abstract get id(): string;
  abstract get pathComponents(): readonly string[];

  get pathspec(): string {
    return this.pathComponents.join('/');
  }

  get tags(): Promise<string[]> {
    return this.ofRun(run => sortedTags([...run.tags, ...run.systemTags]));
  }

  get userTags(): Promise<string[]> {
    return this.ofRun(run => sortedTags(run.tags));
  }

  get systemTags(): Promise<string[]> {
    return this.ofRun(run => sortedTags(run.systemTags));
  }

  get isInNamespace(): Promise<boolean> {
    return new Lazy(() => {
      const store = this.place.store();
      const run = store.reader.run(this.place.flow, this.place.id());
      return run !== null && inNamespace(store, run);
    });
  }

  /** Something that the run's record knows. */
  protected ofRun<T>(read: (run: RunRecord) => T): Lazy<T> {
    return new Lazy(() => read(readRun(this.place)));
  }
}

/** Where an item's run lies; null for what is no item of a run, such as one of another copy of this package. */
export function placeOfItem(item: unknown): RunPlace | null {
  return item instanceof StoredItem ? StoredItem.placeOf(item) : null;
}

function sortedTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort();
}

/** A summary that must not fail: what went wrong instead. */
export function summaryOrError(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
