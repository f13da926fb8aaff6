import type { RunRecord, TaskPublication } from './metadata';
import { asciiJson } from './store-paths';

/** A file inside a task's folder, by its path from there. */
export interface TaskFile {
  readonly path: string;
  readonly text: string;
}

/** What a publication means as files, without logs; `attemptDone` goes last, because readers take it as the sign that all is there. `attempt`: says that there is the attempt. */
export interface TaskFiles {
  readonly record: TaskFile;
  readonly attempt: TaskFile;
  readonly begin: readonly TaskFile[];
  readonly artifacts: readonly TaskFile[];
  readonly end: readonly TaskFile[];
  readonly attemptDone: TaskFile;
}

type Datum = TaskPublication['metadata'][number];

/** Sections 2, 5.1 to 5.4 of the format, with the artifacts' registrations ahead of `attempt-done`. `extra`: data known only now. */
export function taskFiles(root: string, run: RunRecord, publication: TaskPublication, extra: readonly Datum[]): TaskFiles {
  const { attempt, startedAt, finishedAt } = publication;
  const datum = (each: Datum, at: number): TaskFile => metadatumFile(run, publication, each, at);
  return {
    record: { path: '_meta/_self.json', text: asciiJson({ ...identity(publication), ...ownership(run), ts_epoch: startedAt }) },
    attempt: { path: `${attempt}.attempt.json`, text: `{"time": ${startedAt / 1000}}` },
    begin: [
      { path: `${attempt}.task_begin`, text: taskBegin(publication) },
      ...startData(root, run, publication).map(each => datum(each, startedAt)),
      ...publication.metadata.map(each => datum(each, startedAt)),
      ...extra.map(each => datum(each, finishedAt))
    ],
    artifacts: artifactFiles(root, run, publication),
    end: [
      datum({ field: 'attempt_ok', type: 'internal_attempt_status', value: publication.ok ? 'True' : 'False' }, finishedAt),
      ...runtimeFile(publication),
      { path: `${attempt}.task_end`, text: '{}' },
      { path: `${attempt}.data.json`, text: dataJson(run, publication) },
      { path: `${attempt}.DONE.lock`, text: '""' }
    ],
    attemptDone: datum({ field: 'attempt-done', type: 'attempt-done', value: String(attempt) }, finishedAt)
  };
}

function identity(publication: TaskPublication): Record<string, string> {
  return { flow_id: publication.flow, run_number: publication.run, step_name: publication.step, task_id: publication.task };
}

function ownership(run: RunRecord): Record<string, unknown> {
  return { user_name: run.user, tags: run.tags, system_tags: run.systemTags };
}

function taskBegin(publication: TaskPublication): string {
  const found = publication.metadata.find(each => each.field === 'code-package');
  const code: unknown = typeof found?.value === 'string' ? JSON.parse(found.value) : null;
  const { ds_type = null, sha = null, location = null, metadata = '' } = (code ?? {}) as Record<string, unknown>;
  return asciiJson({
    code_package_metadata: metadata,
    code_package_sha: sha,
    code_package_ds: ds_type,
    code_package_url: location,
    retry_count: publication.attempt
  });
}

/** Sets A and B of section 5.1, except what the publication says itself. */
function startData(root: string, run: RunRecord, publication: TaskPublication): Datum[] {
  const given = new Set(publication.metadata.map(each => each.field));
  const data: [string, string][] = [
    ...taggedVersions(run),
    ['attempt', String(publication.attempt)],
    ['origin-run-id', 'None'],
    ['ds-type', 'local'],
    ['ds-root', root]
  ];
  return data.filter(([field]) => !given.has(field)).map(([field, value]) => ({ field, type: field, value }));
}

const versionTags = ['user', 'runtime', 'python_version', 'metaflow_version'];

function taggedVersions(run: RunRecord): [string, string][] {
  return run.systemTags.flatMap(tag => {
    const colon = tag.indexOf(':');
    const field = tag.slice(0, Math.max(colon, 0));
    return versionTags.includes(field) ? [[field, tag.slice(colon + 1)] as [string, string]] : [];
  });
}

function metadatumFile(run: RunRecord, publication: TaskPublication, datum: Datum, at: number): TaskFile {
  return {
    path: `_meta/sysmeta_${datum.field}_${at}.json`,
    text: asciiJson({
      ...identity(publication),
      field_name: datum.field,
      type: datum.type,
      value: datum.value,
      tags: datum.type === 'graph_structure' ? [] : [`attempt_id:${publication.attempt}`],
      user_name: run.user,
      ts_epoch: at
    })
  };
}

function artifactFiles(root: string, run: RunRecord, publication: TaskPublication): TaskFile[] {
  return publication.artifacts.map(artifact => ({
    path: `_meta/${publication.attempt}_artifact_${artifact.name}.json`,
    text: asciiJson({
      ...identity(publication),
      attempt_id: publication.attempt,
      name: artifact.name,
      content_type: 'pickle-v4',
      type: 'metaflow.artifact',
      sha: artifact.key,
      ds_type: 'local',
      location: `:root:${root}`,
      ...ownership(run),
      tags: [],
      ts_epoch: publication.finishedAt
    })
  }));
}

function runtimeFile(publication: TaskPublication): TaskFile[] {
  const { returnCode: code } = publication;
  if (code === null) return [];
  return [{ path: `${publication.attempt}.runtime`, text: asciiJson({ return_code: code, killed: code < 0, success: code === 0 }) }];
}

function dataJson(run: RunRecord, publication: TaskPublication): string {
  const version = run.systemTags.find(tag => tag.startsWith('python_version:'))?.slice('python_version:'.length);
  return asciiJson({
    datastore: 'local',
    version: '1.0',
    attempt: publication.attempt,
    python_version: version ?? `node ${process.versions.node}`,
    objects: Object.fromEntries(publication.artifacts.map(each => [each.name, each.key])),
    info: Object.fromEntries(
      publication.artifacts.map(each => [
        each.name,
        { size: each.size, type: each.pythonType, encoding: 'pickle-v4', serializer_info: { source: 'headwater' } }
      ])
    )
  });
}
