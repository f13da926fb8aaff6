import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectRoot } from './project.mjs';

/**
 * Hash of the content and names of files; a folder stands for all files below it.
 * @param {string[]} inputs absolute paths; one that is not there counts as empty
 * @param {string[]} extra texts that matter too, such as a version
 * @returns {string} lower-case hex
 */
export function contentHash(inputs, extra = []) {
  const hash = createHash('sha256');
  for (const text of extra) hash.update(`${text}\0`);
  for (const file of inputs.flatMap(filesBelow).sort()) {
    hash.update(`${path.relative(projectRoot, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Whether a piece of work was done with these very inputs.
 * @param {string} name of the work
 * @param {string} hash of its inputs
 * @returns {boolean}
 */
export function isDone(name, hash) {
  const file = stampFile(name);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/**
 * Remembers that a piece of work was done with these inputs.
 * @param {string} name of the work
 * @param {string} hash of its inputs
 */
export function markDone(name, hash) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), hash);
}

/**
 * Forgets a piece of work, before it is done anew: half of it must not pass for the whole.
 * @param {string} name of the work
 */
export function forget(name) {
  rmSync(stampFile(name), { force: true });
}

function stampFile(name) {
  return inProject('.cache', 'stamps', name);
}

function filesBelow(input) {
  if (!existsSync(input)) return [];
  if (!statSync(input).isDirectory()) return [input];
  return readdirSync(input, { withFileTypes: true }).flatMap(each => filesBelow(path.join(input, each.name)));
}
