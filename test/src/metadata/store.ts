import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBlobStore } from '../../../src/datastore/local-blob-store';
import { publishTask, registerRun } from '../../../src/metadata/local-metadata';
import type { PublishedArtifact, TaskPublication } from '../../../src/metadata/metadata';

/** Milliseconds since 1970 of everything in a test store. */
export const then = 1_795_250_000_000;

/** A store in a temporary folder. */
export class TestStore {
  readonly root = mkdtempSync(path.join(tmpdir(), 'headwater-store-'));

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  path(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  json(...parts: string[]): Record<string, unknown> {
    return JSON.parse(readFileSync(this.path(...parts), 'utf8')) as Record<string, unknown>;
  }

  /** Stores bytes as an artifact of the flow `Flow`. */
  artifact(name: string, bytes: Uint8Array, raw = false): PublishedArtifact {
    const key = createHash('sha1').update(bytes).digest('hex');
    openBlobStore(this.root, 'Flow').save(key, [bytes], raw);
    return { name, key, size: bytes.byteLength, pythonType: "<class 'object'>" };
  }

  run(run: string, more: { readonly tags?: readonly string[]; readonly user?: string; readonly createdAt?: number } = {}): void {
    const user = more.user ?? 'ada';
    const systemTags = [`user:${user}`, 'runtime:dev', 'python_version:3.11.7', 'metaflow_version:2.19.39'];
    registerRun(this.root, { flow: 'Flow', run, user, tags: more.tags ?? [], systemTags, createdAt: more.createdAt ?? then });
  }

  publish(more: Partial<TaskPublication> & { readonly run: string }): void {
    publishTask(this.root, {
      flow: 'Flow',
      step: 'start',
      task: '1',
      attempt: 0,
      startedAt: then + 100,
      finishedAt: then + 250,
      artifacts: [],
      metadata: [],
      stdout: null,
      stderr: null,
      returnCode: 0,
      ok: true,
      ...more
    });
  }

  /** A file of captured output. */
  output(bytes: Uint8Array | string): string {
    const file = this.path('captured.log');
    writeFileSync(file, bytes);
    return file;
  }
}

/** Pickles of protocol 4, from the format's opcodes: PROTO 4, value, STOP. */
export const pickles = {
  true: Buffer.from([0x80, 4, 0x88, 0x2e]),
  false: Buffer.from([0x80, 4, 0x89, 0x2e]),
  none: Buffer.from([0x80, 4, 0x4e, 0x2e]),
  int: (value: number): Buffer => Buffer.from([0x80, 4, 0x4b, value, 0x2e]),
  text: (value: string): Buffer =>
    Buffer.concat([Buffer.from([0x80, 4, 0x8c, Buffer.byteLength(value)]), Buffer.from(value), Buffer.from('.')])
};
