import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { blobPath } from '../src/datastore/local-blob-store';
import { HeadwaterError } from '../src/errors';
import type { TaskPath } from '../src/metadata/metadata';
import { nearNames } from '../src/near-names';
import type { Code } from './api';
import type { JsonValue } from './json-value';
import { Lazy } from './lazy';
import { taskMetadata } from './neighbour-tasks';
import { stepNames, type RunPlace } from './run-place';
import type { Store } from './store';
import { readTar, type TarFile } from './read-tar';

/** A code package in the store, section 12 of the format. */
export class StoredCode implements Code {
  readonly path: string;
  readonly #files: Lazy<readonly TarFile[]>;

  constructor(store: Store, flow: string, key: string) {
    this.path = blobPath(store.root, flow, key);
    this.#files = new Lazy(() => readTar(gunzipSync(store.blobs(flow).load(key))));
  }

  /** The code of a task; null when none was kept. */
  static ofTask(store: Store, path: TaskPath): StoredCode | null {
    const found = taskMetadata(store, path, null).findLast(each => each.field === 'code-package')?.value;
    const key: unknown = typeof found === 'string' ? (JSON.parse(found) as { sha?: unknown }).sha : null;
    return typeof key === 'string' ? new StoredCode(store, path.flow, key) : null;
  }

  /** The code of the newest step that has any; null when none was kept. */
  static ofRun(place: RunPlace): StoredCode | null {
    const store = place.store();
    for (const step of stepNames(place)) {
      const task = store.reader.tasks(place.flow, place.id(), step)[0]?.task;
      const code = task === undefined ? null : StoredCode.ofTask(store, { flow: place.flow, run: place.id(), step, task });
      if (code !== null) return code;
    }
    return null;
  }

  get info(): Promise<Record<string, JsonValue>> {
    return new Lazy(async () => {
      const files = await this.#files;
      const found = files.find(each => each.name === '.mf_meta/INFO' || each.name === 'INFO');
      return found === undefined ? {} : (JSON.parse(Buffer.from(found.bytes).toString('utf8')) as Record<string, JsonValue>);
    });
  }

  get scriptName(): Promise<string> {
    return new Lazy(async () => {
      const { script } = await this.info;
      return typeof script === 'string' ? script : '';
    });
  }

  get flowspec(): Promise<string> {
    return new Lazy(async () => Buffer.from(await this.file(await this.scriptName)).toString('utf8'));
  }

  get files(): Promise<string[]> {
    return new Lazy(async () => (await this.#files).map(each => each.name));
  }

  file(name: string): Promise<Uint8Array> {
    return new Lazy(async () => {
      const files = await this.#files;
      const found = files.find(each => each.name === name);
      if (found !== undefined) return found.bytes;
      const near = nearNames(
        name,
        files.map(each => each.name)
      );
      throw new HeadwaterError('HW404', `The code package has no file '${name}'.`, {
        about: name,
        hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Its `files` lists what it has.'
      });
    });
  }

  async extract(folder: string): Promise<void> {
    for (const { name, bytes } of await this.#files) {
      if (name.startsWith('.mf_') || name.split('/').some(part => part === '..' || part === '')) continue;
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
  }

  [inspect.custom](): string {
    return `Code ${this.path}`;
  }
}
