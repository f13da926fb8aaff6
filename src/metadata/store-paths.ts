import { join } from 'node:path';
import { HeadwaterError } from '../errors';

/**
 * The folder of a flow, run, step or task in a local store.
 * @throws HeadwaterError HW401 when a part could leave the store (`..`, a separator, an empty part)
 */
export function storeFolder(root: string, ...parts: readonly string[]): string {
  for (const part of parts)
    if (part === '' || part === '.' || part === '..' || /[/\\\0]/.test(part))
      throw new HeadwaterError('HW401', `'${part}' cannot be part of a pathspec.`, {
        about: parts.join('/'),
        hint: 'Write Flow/run/step/task/artifact, each part a plain name.'
      });
  return join(root, ...parts);
}

/** Where the record of a flow, run, step or task lies. */
export function recordPath(folder: string): string {
  return join(folder, '_meta', '_self.json');
}

/** JSON as Python's `json` writes it where that matters: ASCII only, because Metaflow opens its files in the locale's encoding. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
