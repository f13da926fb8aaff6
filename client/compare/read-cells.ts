import { isHeadwaterError } from '../../src/errors';
import type { CellFact } from '../../src/comparison/run-facts';
import { StoredCode } from '../code';
import type { Store } from '../store';
import { keeper } from './keeper';

/** By content key of the code package. */
const known = keeper<readonly CellFact[] | null>(500);

/** The code cells of a code package, or its script as one cell; null when it cannot be read. */
export async function readCells(store: Store, flow: string, key: string): Promise<readonly CellFact[] | null> {
  const found = known.get(key);
  if (found !== undefined) return found;
  const cells = await cellsOf(new StoredCode(store, flow, key));
  known.set(key, cells);
  return cells;
}

async function cellsOf(code: StoredCode): Promise<readonly CellFact[] | null> {
  try {
    const [name, text] = [await code.scriptName, await code.flowspec];
    return name.endsWith('.ipynb') ? notebookCells(text) : [{ id: name, label: name, source: text }];
  } catch (error) {
    // Runs are compared all the same; a note says whose code is not there.
    if (isHeadwaterError(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** nbformat 4: a source is one text or a list of lines. Cells that are no part of the flow and define nothing change nothing, but may be read by one. */
function notebookCells(text: string): CellFact[] {
  const notebook = JSON.parse(text.replace(/^\uFEFF/, '')) as { readonly cells?: readonly StoredCell[] };
  return (notebook.cells ?? [])
    .filter(cell => cell.cell_type === 'code')
    .map((cell, at) => ({
      id: cell.id ?? `cell ${at + 1}`,
      label: labelOf(cell, at),
      source: Array.isArray(cell.source) ? cell.source.join('') : String(cell.source ?? '')
    }));
}

interface StoredCell {
  readonly cell_type?: string;
  readonly id?: string;
  readonly source?: string | readonly string[];
  readonly metadata?: { readonly tags?: readonly string[] };
}

function labelOf(cell: StoredCell, at: number): string {
  const step = cell.metadata?.tags?.find(tag => tag.startsWith('step:'))?.slice('step:'.length);
  return step === undefined ? `cell ${at + 1}` : `${step}, cell ${at + 1}`;
}
