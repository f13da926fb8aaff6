import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HeadwaterError } from '../errors';
import { analyseNotebook } from '../graph/analyse-notebook';
import type { FlowGraph } from '../graph/flow-graph';
import { flowName, flowNameOfFile } from '../graph/flow-name';
import { nodeGlobals } from '../graph/known-globals';
import type { Notebook } from '../notebook/cell';
import { settingOf } from '../notebook/check-settings';
import { readNotebook } from '../notebook/read-notebook';

/** A notebook with the file it came from. */
export interface NotebookFile {
  readonly notebook: Notebook;
  /** The file's text exactly as it is, byte order mark included. */
  readonly text: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * Reads a notebook file.
 * @throws HeadwaterError HW103 when it is missing, a folder or unreadable; HW101 or HW102 when it is no notebook of this format
 */
export function loadNotebook(path: string): NotebookFile {
  const absolute = resolve(path);
  const text = readText(absolute, path);
  try {
    return { notebook: readNotebook(text), text, path: absolute };
  } catch (error) {
    if (!(error instanceof HeadwaterError)) throw error;
    throw new HeadwaterError(error.code, `${path}: ${error.message}`, { hint: error.hint, about: error.about ?? path, cause: error.cause });
  }
}

/** The flow that a notebook file describes; its name comes from the notebook's metadata, else from the file's name. */
export function analyseFile({ notebook, path }: NotebookFile): FlowGraph {
  return analyseNotebook(notebook, { flowName: flowNameOfFile(path), globals: nodeGlobals });
}

/** The flow's name before the notebook is analysed; the same as the graph's. */
export function flowNameOf(file: NotebookFile): string {
  const given = settingOf(file.notebook.settings, 'flow');
  return typeof given === 'string' && flowName.test(given) ? given : flowNameOfFile(file.path);
}

function readText(absolute: string, path: string): string {
  try {
    if (statSync(absolute).isDirectory()) throw unreadable(path, 'is a folder', 'Give the .ipynb file inside it.');
    const bytes = readFileSync(absolute);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof HeadwaterError) throw error;
    throw explain(error, path);
  }
}

function explain(error: unknown, path: string): HeadwaterError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return unreadable(path, 'does not exist', 'Check the path; it is taken from the current folder.', error);
  if (code === 'EACCES' || code === 'EPERM') return unreadable(path, 'may not be read by you', 'Check its permissions.', error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new HeadwaterError('HW101', `${path} is not a notebook: it is not UTF-8 text.`, {
      about: path,
      hint: 'Give the .ipynb file that JupyterLab saved.',
      cause: error
    });
  return unreadable(
    path,
    `cannot be read (${error instanceof Error ? error.message : String(error)})`,
    'Check the file and its disk.',
    error
  );
}

function unreadable(path: string, what: string, hint: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('HW103', `The notebook ${path} ${what}.`, { about: path, hint, cause });
}
