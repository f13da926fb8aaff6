import { HeadwaterError } from '../errors';
import { replaceFile } from '../datastore/write-file';
import { readJsonObject, textsField, type JsonObject } from './read-json';
import { asciiJson, recordPath, storeFolder } from './store-paths';

/** Metaflow's limits. */
const mostTags = 50;
const longestTag = 500;
const mostTries = 5;

/**
 * Changes a run's user tags: removes, then adds, in one rewrite of its record. Unlike Metaflow's own client it keeps the record's time, so
 * that tagging an old run does not make it the latest. Resolves to the user tags that are there now, in alphabetical order.
 * @throws HeadwaterError HW404 no such run; HW416 other writers kept overwriting it; HW417 a tag that is not allowed, or a system tag to remove
 */
export async function mutateTags(
  root: string,
  flow: string,
  run: string,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] }
): Promise<string[]> {
  const path = recordPath(storeFolder(root, flow, run));
  for (let tries = 1; ; tries++) {
    const result = mutateOnce(path, `${flow}/${run}`, change);
    if (result !== null) return result;
    if (tries === mostTries) break;
    await pause(300 * (1.1 + 0.2 * Math.random()) ** tries);
  }
  throw new HeadwaterError('HW416', `The tags of ${flow}/${run} could not be changed: other processes keep changing them.`, {
    about: `${flow}/${run}`,
    hint: 'Try again in a moment.'
  });
}

/** The user tags after the change; null when another writer's change has replaced it. */
function mutateOnce(
  path: string,
  pathspec: string,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] }
): string[] | null {
  const record = readRecord(path, pathspec);
  const system = new Set(textsField(record, 'system_tags'));
  const before = new Set(textsField(record, 'tags'));
  refuseSystemTags(change.remove, system);
  const add = change.add.filter(tag => !system.has(tag));
  const removed = new Set(change.remove);
  const after = new Set([...[...before].filter(tag => !removed.has(tag)), ...add]);
  if (after.size === before.size && [...after].every(tag => before.has(tag))) return sorted(before);
  checkTags(after, before);
  replaceFile(path, [asciiJson({ ...record, tags: sorted(after) })], 'tags');
  const found = new Set(textsField(readRecord(path, pathspec), 'tags'));
  const lost = add.some(tag => !found.has(tag)) || change.remove.some(tag => found.has(tag) && !add.includes(tag));
  return lost ? null : sorted(found);
}

function readRecord(path: string, pathspec: string): JsonObject {
  const record = readJsonObject(path);
  if (record !== null) return record;
  throw new HeadwaterError('HW404', `There is no run ${pathspec} in the store.`, {
    about: pathspec,
    hint: '`headwater runs` lists the runs that there are.'
  });
}

function refuseSystemTags(tags: readonly string[], system: ReadonlySet<string>): void {
  const refused = tags.filter(tag => system.has(tag));
  if (refused.length > 0) throw badTag(`${refused.map(tag => `'${tag}'`).join(', ')} cannot be removed: a system tag`, refused[0] ?? '');
}

function checkTags(tags: ReadonlySet<string>, before: ReadonlySet<string>): void {
  if (tags.size > mostTags && tags.size > before.size)
    throw badTag(`A run can have ${mostTags} user tags, this would make ${tags.size}`, '');
  for (const tag of tags) {
    if (typeof tag !== 'string') throw badTag('A tag must be text', String(tag));
    if (tag === '') throw badTag('A tag must not be empty', tag);
    if ([...tag].length > longestTag) throw badTag(`A tag can have ${longestTag} characters, this one has ${[...tag].length}`, tag);
    if (/\p{Surrogate}/u.test(tag)) throw badTag('A tag must be UTF-8 text, without lone surrogates', tag);
  }
}

function badTag(message: string, tag: string): HeadwaterError {
  return new HeadwaterError('HW417', `${message}.`, {
    about: tag,
    hint: 'Tags are 1 to 500 characters of text, at most 50 on a run; system tags stay as they are.'
  });
}

function sorted(tags: Iterable<string>): string[] {
  return [...new Set(tags)].sort();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
