import { StoredCode } from '../../../client/code';
import { isHeadwaterError } from '../../errors';
import type { Notebook } from '../../notebook/cell';
import { notebookOf } from '../../notebook/read-notebook';
import type { RunAddress } from '../../scheduler/run-order';
import { newLru } from '../lru';
import { placeOf } from './client-store';

/** The notebook that a run was made from, as it was. */
export interface RunCode {
  readonly notebook: Notebook;
  /** Its JSON, as its file had it. */
  readonly json: object;
}

/** By the path of the code package, whose name is its content. */
const known = newLru<RunCode>(20);

/** Null when no code was kept (the run has just begun, or its code was removed), or it is no notebook. */
export async function runCode(address: RunAddress): Promise<RunCode | null> {
  const code = StoredCode.ofRun(placeOf(address));
  if (code === null) return null;
  const found = known.get(code.path) ?? (await readCode(code));
  if (found !== null) known.set(code.path, found);
  return found;
}

async function readCode(code: StoredCode): Promise<RunCode | null> {
  try {
    if (!(await code.scriptName).endsWith('.ipynb')) return null;
    const text = (await code.flowspec).replace(/^\uFEFF/, '');
    const json = JSON.parse(text) as object;
    return { notebook: notebookOf(json), json };
  } catch (error) {
    // A run without its code can be looked at all the same.
    if (isHeadwaterError(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
