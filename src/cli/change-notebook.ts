import { basename } from 'node:path';
import type { Cell } from '../notebook/cell';
import { editCells, type CellEdit } from '../notebook/edit-cells';
import type { NotebookFile } from '../scheduler/notebook-file';
import { formatDiff } from './format-diff';
import { usage } from './parse-arguments';
import { replaceNotebook } from './replace-notebook';
import { terminalOf } from './terminal';

/** Shows what the edits change in the notebook's file, on stdout unless `quiet`, and writes it unless `dryRun` is set. */
export function changeNotebook(file: NotebookFile, edits: ReadonlyMap<number, CellEdit>, dryRun: boolean, quiet = false): void {
  const after = editCells(file.text, edits);
  if (!quiet) process.stdout.write(formatDiff(basename(file.path), file.text, after, terminalOf(process.stdout)));
  if (after === file.text) process.stderr.write('Nothing to change.\n');
  else if (dryRun) process.stderr.write('Only shown; nothing is written.\n');
  else replaceNotebook(file.path, file.text, after);
}

/**
 * The cell that `--cell` means: its position as people count, from 1, or its id.
 * @throws HeadwaterError HW501 when there is none
 */
export function cellOf(file: NotebookFile, given: string | undefined): Cell {
  const { cells } = file.notebook;
  if (given === undefined) throw usage('Which cell?', 'Give --cell with its position, counted from 1 over all cells, or its id.');
  const byId = cells.find(cell => cell.id === given);
  const found = byId ?? (/^\d+$/.test(given) ? cells[Number(given) - 1] : undefined);
  if (found !== undefined) return found;
  throw usage(
    `There is no cell '${given}'.`,
    `The notebook has ${cells.length} cells; count from 1 over all cells, markdown too, or give a cell's id.`,
    given
  );
}
