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
  /** Reads it; big tables are mapped. @throws HeadwaterError as `decodeArtifact` */
  value(): unknown;
}

/** Values that were just asked for, up to so many bytes in all, by their content: a grid asks again and again. */
const values = newLru<{ readonly value: unknown }>(256 * 1024 * 1024);

/** What a mapped table takes of the memory that must be kept free for others. */
const tableWeight = 1024 * 1024;

/** Finds an artifact. @throws HeadwaterError HW405 or the like when there is none; says what there is */
export function openArtifact({ root, path, name }: ArtifactAddress): OpenArtifact {
  const store = clientStore(root);
  const record = store.reader.artifact(path, name, null);
  if (record === null) throw missingArtifact(store, path, name);
  const info = store.reader.artifactInfo(path, record.attempt)?.[name] ?? null;
  return { store, record, info, value: () => read(store, path, record, info) };
}

function read(store: Store, path: TaskPath, record: ArtifactRecord, info: ArtifactInfo | null): unknown {
  const key = `${store.root}\0${path.flow}\0${record.key}`;
  const known = values.get(key);
  if (known !== undefined) return known.value;
  const value = decodeArtifact(store, path, record);
  const isTable = info !== null && /DataFrame|pyarrow|polars/.test(info.pythonType);
  values.set(key, { value }, isTable ? tableWeight : (info?.size ?? tableWeight) * 4);
  return value;
}
