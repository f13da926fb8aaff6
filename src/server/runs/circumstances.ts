import { entry } from '../../../client/graph-info';
import { taskMetadata } from '../../../client/neighbour-tasks';
import type { RunPlace } from '../../../client/run-place';
import { artifactOrNull } from '../../../client/task-facts';
import type { RunHeader } from '../../scheduler/run-line';
import type { RunDetail } from '../api/run';
import { shortText } from './short-text';

type Circumstances = RunDetail['circumstances'];

/** What nobody can find out later about a run, for people. `header`: of a run of ours; null for others. */
export function circumstancesOf(place: RunPlace, header: RunHeader | null): Circumstances {
  const store = place.store();
  const at = { flow: place.flow, run: place.id(), step: '_parameters' };
  const task = store.reader.tasks(at.flow, at.run, at.step)[0]?.task;
  const notebook = header === null ? [] : [{ name: 'notebook', text: header.notebook }];
  if (task === undefined) return notebook;
  const path = { ...at, task };
  return [
    ...notebook,
    ...gitFacts(taskMetadata(store, path, null).findLast(each => each.field === 'git-info')?.value),
    ...provenanceFacts(artifactOrNull(store, path, '_hw_provenance', null))
  ];
}

function gitFacts(value: unknown): Circumstances {
  const git = typeof value === 'string' ? parse(value) : null;
  if (git === null) return [];
  const facts = [
    { name: 'git commit', text: textOf(entry(git, 'commit_sha')) },
    { name: 'git branch', text: textOf(entry(git, 'branch_name')) },
    { name: 'uncommitted changes', text: textOf(entry(git, 'has_uncommitted_changes')) }
  ];
  return facts.filter(each => each.text !== '');
}

function provenanceFacts(provenance: unknown): Circumstances {
  const facts = ['kernel', 'node', 'typescript', 'platform'].map(name => ({ name, text: textOf(entry(provenance, name)) }));
  const packages: unknown = entry(provenance, 'packages');
  const versions = entriesOf(packages).map(([name, version]) => ({ name: `package ${name}`, text: textOf(version) || 'not installed' }));
  return [...facts.filter(each => each.text !== ''), ...versions];
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].map(([key, each]) => [String(key), each]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : shortText(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
