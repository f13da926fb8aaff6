import { decodeArtifact, type StoredValue } from '../../../client/decode';
import type { Store } from '../../../client/store';
import { PythonObject } from '../../artifact/decode/python-values';
import { describeValue } from '../../artifact/describe-value';
import { isHeadwaterError } from '../../errors';
import type { ArtifactInfo, TaskPath } from '../../metadata/metadata';
import type { VariableRow } from '../api/look-back';
import { newLru } from '../lru';

/** Bytes up to which a value is read only to say what it is. */
const fewBytes = 512 * 1024;

/** Short types by content: equal keys are equal values. */
const types = newLru<string>(20_000);

/** A variable of a task by its name; null when the task has left none of that name. */
export type VariableReader = (path: TaskPath, name: string) => VariableRow | null;

/** Reads the variables of tasks: what a task has is read once, which matters where it has hundreds. */
export function variableReader(store: Store): VariableReader {
  const indexes = new Map<string, ReturnType<Store['reader']['artifactIndex']>>();
  return (path, name) => {
    const task = [path.flow, path.run, path.step, path.task].join('/');
    if (!indexes.has(task)) indexes.set(task, store.reader.artifactIndex(path));
    const index = indexes.get(task)?.artifacts ?? null;
    const info = index !== null && Object.hasOwn(index, name) ? (index[name] ?? null) : null;
    const record = info === null ? store.reader.artifact(path, name, null) : { ...info, name };
    if (record === null) return null;
    const type = shortType(store, path, record, info);
    return { name, pathspec: `${task}/${name}`, type, size: info?.size ?? null, key: record.key };
  };
}

/** What a value is, in a few words: `number 5`, `Table 272,727 × 9`, `Map(12)`. Big values that are no tables go by their recorded type. */
function shortType(store: Store, path: TaskPath, record: StoredValue, info: ArtifactInfo | null): string {
  const known = types.get(record.key);
  if (known !== undefined) return known;
  const recorded = info === null ? 'unknown' : plainType(info.pythonType);
  const isCheap = info !== null && (info.size <= fewBytes || /DataFrame|Table/.test(info.pythonType));
  const type = isCheap ? (describe(store, path, record) ?? recorded) : recorded;
  types.set(record.key, type);
  return type;
}

/** A short text for a value of any kind, those of Python included. */
export function summaryOf(value: unknown): string {
  return value instanceof PythonObject ? value.className : describeValue(value).summary;
}

function describe(store: Store, path: TaskPath, record: StoredValue): string | null {
  try {
    return summaryOf(decodeArtifact(store, path, record));
  } catch (error) {
    // What cannot be decoded has a type all the same.
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}

/** `<class 'pandas.DataFrame'>` without its frame; what both languages have by JavaScript's name, as small values are told. */
function plainType(pythonType: string): string {
  const name = /^<class '(.*)'>$/.exec(pythonType)?.[1] ?? pythonType;
  return namesHere.get(name) ?? name;
}

const namesHere = new Map([
  ['str', 'string'],
  ['list', 'Array']
]);
