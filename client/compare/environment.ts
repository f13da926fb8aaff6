import { entry } from '../graph-info';
import type { Store } from '../store';
import { keeper } from './keeper';
import { valueOf } from './read-values';
import type { RunBase } from './run-base';

/** By content key of what a run of ours has noted. */
const known = keeper<ReadonlyMap<string, string>>(5000);

/** Versions, commit and platform of a run, as texts by name. */
export function environmentOf(store: Store, base: RunBase): ReadonlyMap<string, string> {
  const tags = base.systemTags.filter(tag => /^(python_version|metaflow_version|project_branch):/.test(tag));
  const tagged = tags.map(tag => [tag.slice(0, tag.indexOf(':')).replace('_', ' '), tag.slice(tag.indexOf(':') + 1)] as const);
  const own = ownFacts(store, base);
  // Where there is a note of ours, the versions in the tags are of the format, not of what ran.
  return own === null ? new Map([...tagged, ...gitFacts(base.git === null ? null : parse(base.git))]) : own;
}

function ownFacts(store: Store, { parameters }: RunBase): ReadonlyMap<string, string> | null {
  const artifact = parameters?.artifacts['_hw_provenance'];
  if (parameters === null || artifact === undefined) return null;
  const found = known.get(artifact.key) ?? provenanceFacts(valueOf(store, parameters.path, '_hw_provenance', artifact));
  known.set(artifact.key, found);
  return found;
}

function provenanceFacts(value: unknown): ReadonlyMap<string, string> {
  const named = ['kernel', 'node', 'typescript', 'platform'].map(name => [name, textOf(entry(value, name))] as const);
  const packages = entriesOf(entry(value, 'packages')).map(
    ([name, version]) => [`package ${name}`, textOf(version) || 'not installed'] as const
  );
  return new Map([...gitFacts(entry(value, 'git')), ...named.filter(([, text]) => text !== ''), ...packages]);
}

function gitFacts(git: unknown): (readonly [string, string])[] {
  const commit = textOf(entry(git, 'commit_sha'));
  if (commit === '') return [];
  const isDirty = textOf(entry(git, 'has_uncommitted_changes')) === 'true';
  return [
    ['commit', commit.slice(0, 9) + (isDirty ? ' and changes' : '')],
    ['branch', textOf(entry(git, 'branch_name'))]
  ];
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].map(([key, each]) => [String(key), each]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
