import { encodeValue } from '../../src/artifact/encode-variables';
import { namingContext } from '../../src/artifact/naming-context';
import { openBlobStore } from '../../src/datastore/local-blob-store';
import type { CodeContext } from '../../src/artifact/artifact';
import type { PublishedArtifact } from '../../src/metadata/metadata';
import { pickles, TestStore, then } from '../src/metadata/store';

/** A store with runs whose artifacts are real values. */
export class ClientStore extends TestStore {
  /** Encodes and stores a value. */
  value(name: string, value: unknown, context: CodeContext = namingContext): PublishedArtifact {
    const { key, parts, raw, size, pythonType } = encodeValue(name, value, context);
    openBlobStore(this.root, 'Flow').save(key, parts, raw);
    return { name, key, size, pythonType };
  }

  /** A run of steps `start` and `end`; `data` are its final variables. */
  successfulRun(run: string, data: Readonly<Record<string, unknown>>, more: Parameters<TestStore['run']>[1] = {}): void {
    this.run(run, more);
    const values = Object.entries(data).map(([name, value]) => this.value(name, value));
    this.step(run, 'start', '1', { artifacts: values });
    this.step(run, 'end', '2', { artifacts: values });
  }

  /** A finished task, successful unless `ok` is false. */
  step(run: string, step: string, task: string, more: Partial<Parameters<TestStore['publish']>[0]> = {}): void {
    const ok = more.ok ?? true;
    const flags = ['_task_ok', '_success'].map(name => this.artifact(name, ok ? pickles.true : pickles.false));
    const at = { startedAt: then + 100 * Number(task), finishedAt: then + 100 * Number(task) + 50 };
    this.publish({ run, step, task, ...at, ...more, artifacts: [...flags, ...(more.artifacts ?? [])] });
  }
}
