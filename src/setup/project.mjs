import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of this project: the one that holds package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Absolute path of something in the project.
 * @param {...string} parts path below the project's folder
 * @returns {string}
 */
export function inProject(...parts) {
  return path.join(projectRoot, ...parts);
}
