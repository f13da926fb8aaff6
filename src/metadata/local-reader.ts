import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ArtifactIndex,
  ArtifactInfo,
  ArtifactRecord,
  LogStream,
  MetadataReader,
  Metadatum,
  RunRecord,
  StepRecord,
  TaskPath,
  TaskRecord
} from './metadata';
import { namesIn, numberField, readJsonObject, textField, textsField, type JsonObject } from './read-json';
import { fileSize, readLogBytes, readLogLines } from './read-log';
import { readLogPage } from './read-log-page';
import { compareIds, sortRunIds } from './run-order';
import { recordPath, storeFolder } from './store-paths';

/** Reads a local store, wherever it lies now: the locations that records give are not followed. `root` is the absolute path of `.metaflow`. */
export function openReader(root: string): MetadataReader {
  return {
    root,
    flows: () =>
      namesIn(root)
        .filter(flow => existsSync(recordPath(join(root, flow))))
        .sort(),
    flow: flow => readRecord(storeFolder(root, flow), found => ({ flow, createdAt: numberField(found, 'ts_epoch') })),
    runIds: flow => runIds(root, flow),
    run: (flow, run) => readRun(root, flow, run),
    steps: (flow, run) => children(storeFolder(root, flow, run), step => readStep(root, flow, run, step)),
    step: (flow, run, step) => readStep(root, flow, run, step),
    tasks: (flow, run, step) => children(storeFolder(root, flow, run, step), task => readTask(root, { flow, run, step, task })),
    task: path => readTask(root, path),
    metadata: (path, attempt) => readMetadata(taskFolder(root, path), attempt),
    artifactNames: (path, attempt) => artifactNames(taskFolder(root, path), attempt),
    artifact: (path, name, attempt) => readArtifact(taskFolder(root, path), name, attempt),
    artifactInfo: (path, attempt) => readInfo(taskFolder(root, path), attempt),
    artifactIndex: path => readIndex(taskFolder(root, path)),
    logLines: (path, stream, attempt) => readLogLines(logPaths(taskFolder(root, path), stream, attempt)),
    logBytes: (path, stream, attempt) => logBytes(taskFolder(root, path), stream, attempt),
    logPage: (path, stream, attempt, from, limit) => readLogPage(logPaths(taskFolder(root, path), stream, attempt), from, limit),
    logSize: (path, stream, attempt) => logPaths(taskFolder(root, path), stream, attempt).reduce((sum, each) => sum + fileSize(each), 0)
  };
}

function taskFolder(root: string, path: TaskPath): string {
  return storeFolder(root, path.flow, path.run, path.step, path.task);
}

function readRecord<T>(folder: string, make: (found: JsonObject) => T): T | null {
  const found = readJsonObject(recordPath(folder));
  return found === null ? null : make(found);
}

/** Folders beside the runs of a flow that are none. */
const notRuns = new Set(['_meta', 'data', 'latest_run']);

function runIds(root: string, flow: string): string[] {
  const names = namesIn(storeFolder(root, flow)).filter(name => !notRuns.has(name));
  return sortRunIds(names, run => createdAtOf(root, flow, run));
}

/** One damaged record must not hide the other runs: it is listed as the oldest, and says what is wrong when it is read itself. */
function createdAtOf(root: string, flow: string, run: string): number | null {
  try {
    return readRun(root, flow, run)?.createdAt ?? null;
  } catch {
    return 0;
  }
}

function readRun(root: string, flow: string, run: string): RunRecord | null {
  return readRecord(storeFolder(root, flow, run), found => ({
    flow,
    run,
    user: textField(found, 'user_name'),
    tags: textsField(found, 'tags'),
    systemTags: textsField(found, 'system_tags'),
    createdAt: numberField(found, 'ts_epoch')
  }));
}

function readStep(root: string, flow: string, run: string, step: string): StepRecord | null {
  return readRecord(storeFolder(root, flow, run, step), found => ({ flow, run, step, createdAt: numberField(found, 'ts_epoch') }));
}

function readTask(root: string, path: TaskPath): TaskRecord | null {
  return readRecord(taskFolder(root, path), found => ({ ...path, createdAt: numberField(found, 'ts_epoch') }));
}

function children<T extends { readonly createdAt: number }>(folder: string, read: (name: string) => T | null): T[] {
  return namesIn(folder)
    .filter(name => name !== '_meta' && name !== '_headwater')
    .sort((a, b) => compareIds(b, a))
    .flatMap(name => read(name) ?? [])
    .sort((a, b) => b.createdAt - a.createdAt);
}

function readMetadata(folder: string, attempt: number | null): Metadatum[] {
  const meta = join(folder, '_meta');
  const all = namesIn(meta)
    .filter(name => name.startsWith('sysmeta_'))
    .flatMap(name => {
      const found = readJsonObject(join(meta, name));
      return found === null ? [] : [metadatum(found)];
    })
    .sort((a, b) => a.createdAt - b.createdAt);
  return attempt === null ? all : ofAttempt(all, attempt);
}

function metadatum(found: JsonObject): Metadatum {
  const { value } = found;
  return {
    field: textField(found, 'field_name') ?? '',
    type: textField(found, 'type') ?? '',
    value: Array.isArray(value) ? value.map(String) : (textField(found, 'value') ?? ''),
    tags: textsField(found, 'tags'),
    createdAt: numberField(found, 'ts_epoch')
  };
}

/** Section 5.3: by tag, or, when one has no such tag, from that attempt's `attempt` datum to the next one's. */
function ofAttempt(all: readonly Metadatum[], attempt: number): Metadatum[] {
  if (all.every(each => each.tags.some(tag => tag.startsWith('attempt_id:'))))
    return all.filter(each => each.tags.includes(`attempt_id:${attempt}`));
  const starts = all.filter(each => each.field === 'attempt');
  const begin = starts.find(each => each.value === String(attempt))?.createdAt ?? Infinity;
  const end = starts.find(each => each.createdAt > begin)?.createdAt ?? Infinity;
  return all.filter(each => each.createdAt >= begin && each.createdAt < end);
}

/** The attempt in the last `attempt-done` by file name; null when none is done. */
function lastAttempt(folder: string, names: readonly string[]): number | null {
  const done = names
    .filter(name => name.startsWith('sysmeta_attempt-done_'))
    .sort()
    .at(-1);
  if (done === undefined) return null;
  const found = readJsonObject(join(folder, '_meta', done));
  return found === null ? null : Number(textField(found, 'value') ?? '0');
}

function artifactNames(folder: string, attempt: number | null): string[] {
  const names = namesIn(join(folder, '_meta'));
  const chosen = attempt ?? lastAttempt(folder, names);
  const prefix = `${chosen}_artifact_`;
  return names
    .filter(name => name.startsWith(prefix) && name.endsWith('.json'))
    .map(name => name.slice(prefix.length, -'.json'.length))
    .sort();
}

function readArtifact(folder: string, name: string, attempt: number | null): ArtifactRecord | null {
  if (/[/\\\0]/.test(name)) return null;
  const chosen = attempt ?? lastAttempt(folder, namesIn(join(folder, '_meta')));
  if (chosen === null) return null;
  const found = readJsonObject(join(folder, '_meta', `${chosen}_artifact_${name}.json`));
  if (found === null) return null;
  return {
    name,
    key: textField(found, 'sha') ?? '',
    attempt: chosen,
    contentType: textField(found, 'content_type') ?? 'gzip+pickle-v2',
    createdAt: numberField(found, 'ts_epoch')
  };
}

function readInfo(folder: string, attempt: number): Readonly<Record<string, ArtifactInfo>> | null {
  const info = readJsonObject(join(folder, `${attempt}.data.json`))?.['info'];
  if (typeof info !== 'object' || info === null) return null;
  return Object.fromEntries(
    Object.entries(info as Record<string, JsonObject>).map(([name, each]) => [
      name,
      { size: numberField(each, 'size'), pythonType: textField(each, 'type') ?? '' }
    ])
  );
}

function readIndex(folder: string): ArtifactIndex | null {
  const attempt = lastAttempt(folder, namesIn(join(folder, '_meta')));
  const found = attempt === null ? null : readJsonObject(join(folder, `${attempt}.data.json`));
  const { objects, info } = found ?? {};
  if (attempt === null || typeof objects !== 'object' || objects === null) return null;
  const facts = typeof info === 'object' && info !== null ? (info as Record<string, JsonObject>) : {};
  const artifacts = Object.fromEntries(
    Object.entries(objects as JsonObject).map(([name, key]) => {
      const { [name]: each = {} } = facts;
      const contentType = textField(each, 'encoding') ?? 'gzip+pickle-v2';
      return [name, { key: String(key), size: numberField(each, 'size'), pythonType: textField(each, 'type') ?? '', contentType }];
    })
  );
  return { attempt, artifacts };
}

/** What the scheduler captured, what the task uploaded itself, and the plain text of stores older than Metaflow 2.3. */
function logPaths(folder: string, stream: LogStream, attempt: number): string[] {
  return [`${attempt}.runtime_${stream}.log`, `${attempt}.task_${stream}.log`, `${attempt}.${stream}.log`].map(name => join(folder, name));
}

function logBytes(folder: string, stream: LogStream, attempt: number): Iterable<Uint8Array> {
  const open =
    namesIn(join(folder, '_meta')).some(name => name.startsWith(`sysmeta_hw-${stream}-open_`)) && isOpen(folder, stream, attempt);
  return readLogBytes(logPaths(folder, stream, attempt), open);
}

function isOpen(folder: string, stream: LogStream, attempt: number): boolean {
  return readMetadata(folder, attempt).some(each => each.field === `hw-${stream}-open`);
}
