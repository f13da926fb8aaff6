import { readdirSync } from 'node:fs';
import { readBytes } from '../datastore/read-file';
import { HeadwaterError } from '../errors';

/** What is in a record's file. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A JSON object in a file; null when there is no such file.
 * @throws HeadwaterError HW410 when it is truncated, no JSON or no object; HW415 when it cannot be read
 */
export function readJsonObject(path: string): JsonObject | null {
  const bytes = readBytes(path);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw new SyntaxError('it is not an object');
  } catch (error) {
    throw new HeadwaterError('HW410', `${path} is damaged: ${error instanceof Error ? error.message : String(error)}.`, {
      about: path,
      hint: 'Restore it from a copy of the store or remove that run with `headwater rm`; `headwater fsck` lists every damaged file.',
      cause: error
    });
  }
}

/** Text of a field; null when it is missing or null. Numbers become text: the metadata service writes ids so. */
export function textField(object: JsonObject, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** Number in a field, 0 when it is missing. */
export function numberField(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === 'number' ? value : 0;
}

/** List of texts in a field, empty when it is missing. */
export function textsField(object: JsonObject, name: string): string[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** Names in a folder, without hidden ones; empty when there is no such folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => !name.startsWith('.'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new HeadwaterError('HW415', `${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      about: folder,
      hint: 'Check its permissions and its disk.',
      cause: error
    });
  }
}
