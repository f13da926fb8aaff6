import { inspect } from 'node:util';
import type { ArtifactRecord, TaskPath } from '../src/metadata/metadata';
import type { Destination } from '../src/table-file/output';
import type { WrittenTable } from '../src/table-file/write-options';
import type { ParquetOptions } from '../src/table-file/write-parquet';
import type { Artifact, Task, Untyped } from './api';
import { decodeArtifact } from './decode';
import { Lazy } from './lazy';
import { missingArtifact } from './missing-artifact';
import { readRun, type RunPlace } from './run-place';
import { StoredItem, summaryOrError } from './run-item';

/** An artifact of a task. */
export class StoredArtifact<V = Untyped> extends StoredItem implements Artifact<V> {
  readonly id: string;
  readonly parent: Task;
  readonly #path: () => TaskPath;
  readonly #attempt: number | null;

  constructor(place: RunPlace, parent: Task, path: () => TaskPath, name: string, attempt: number | null) {
    super(place);
    this.parent = parent;
    this.id = name;
    this.#path = path;
    this.#attempt = attempt;
  }

  get pathComponents(): readonly string[] {
    const { flow, run, step, task } = this.#path();
    return [flow, run, step, task, this.id];
  }

  get data(): Promise<V> {
    return new Lazy(() => decodeArtifact(this.place.store(), this.#path(), this.#record()) as V);
  }

  get sha(): Promise<string> {
    return new Lazy(() => this.#record().key);
  }

  get createdAt(): Promise<Date> {
    return new Lazy(() => new Date(this.#record().createdAt));
  }

  get finishedAt(): Promise<Date> {
    return this.createdAt;
  }

  get size(): Promise<number | null> {
    return new Lazy(() => this.#info()?.size ?? null);
  }

  get type(): Promise<string | null> {
    return new Lazy(() => this.#info()?.pythonType ?? null);
  }

  get originPathspec(): Promise<string | null> {
    return new Lazy(async () => {
      const origin = await this.parent.originPathspec;
      return origin === null ? null : `${origin}/${this.id}`;
    });
  }

  async toParquet(place: Destination, options: ParquetOptions = {}): Promise<WrittenTable> {
    const { writeTableValue } = await import('./table-files.js');
    return writeTableValue(await this.data, `'${this.id}'`, place, options);
  }

  [inspect.custom](): string {
    return summaryOrError(() => `Artifact ${this.pathspec}`);
  }

  #record(): ArtifactRecord {
    readRun(this.place);
    const { reader } = this.place.store();
    const record = reader.artifact(this.#path(), this.id, this.#attempt);
    if (record === null) throw missingArtifact(this.place.store(), this.#path(), this.id);
    return record;
  }

  #info(): { readonly size: number; readonly pythonType: string } | null {
    const { attempt } = this.#record();
    return this.place.store().reader.artifactInfo(this.#path(), attempt)?.[this.id] ?? null;
  }
}
