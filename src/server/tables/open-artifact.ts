import { isMainThread } from 'node:worker_threads';
import { decodeArtifact } from '../../../client/decode';
import { missingArtifact } from '../../../client/missing-artifact';
import type { Store } from '../../../client/store';
import type { ArtifactInfo, ArtifactRecord, TaskPath } from '../../metadata/metadata';
import { newLru } from '../lru';
import { clientStore } from '../runs/client-store';

/** Where an artifact is. JSON. */
export interface ArtifactAddress {
  /** The store's root. */
  readonly root: string;
  readonly path: TaskPath;
  readonly name: string;
}

/** An artifact that is there. */
export interface OpenArtifact {
  readonly store: Store;
  readonly record: ArtifactRecord;
  /** Null when its task left no index. */
  readonly info: ArtifactInfo | null;
  /** Recorded as a table: big ones are mapped, not read. */
  readonly isTable: boolean;
  /** Reads it, tables by mapping. @throws HeadwaterError as `decodeArtifact` */
  value(): unknown;
}

/** Bytes of values that are kept, in all. A thread keeps one that is bigger, alone. */
const mostKept = 256 * 1024 * 1024;

/** Values that were just asked for, by their content: a grid asks again and again. */
const values = newLru<{ readonly value: unknown }>(mostKept);

/** What a mapped table takes of the memory that must be kept free for others. */
const tableWeight = 1024 * 1024;

/** Finds an artifact. @throws HeadwaterError HW405 or the like when there is none; says what there is */
export function openArtifact({ root, path, name }: ArtifactAddress): OpenArtifact {
  const store = clientStore(root);
  const record = store.reader.artifact(path, name, null);
  if (record === null) throw missingArtifact(store, path, name);
  const info = store.reader.artifactInfo(path, record.attempt)?.[name] ?? null;
  const isTable = info !== null && /DataFrame|pyarrow|polars/.test(info.pythonType);
  const weight = isTable ? tableWeight : Math.min((info?.size ?? tableWeight) * 4, isMainThread ? Infinity : mostKept);
  return { store, record, info, isTable, value: () => read(store, path, record, weight) };
}

function read(store: Store, path: TaskPath, record: ArtifactRecord, weight: number): unknown {
  const key = `${store.root}\0${path.flow}\0${record.key}`;
  const known = values.get(key);
  if (known !== undefined) return known.value;
  const value = decodeArtifact(store, path, record);
  values.set(key, { value }, weight);
  return value;
}
