import type { CellEdit } from '../notebook/edit-cells';
import { loadNotebook } from '../scheduler/notebook-file';
import { cellOf, changeNotebook } from './change-notebook';
import type { Command } from './command';
import { onlyArgument, parseArguments } from './parse-arguments';

/** Takes a cell out of the flow. */
export const command: Command = {
  summary: 'take a cell out of the flow: its role and settings go, every other byte stays',
  usage: `headwater untag <notebook> --cell <n>

  --cell <n>   position among all cells, counted from 1 as \`headwater check\` prints it, or the cell's id;
               give it several times for several cells
  --dry-run    only show the diff

Undoes \`headwater tag\` to the byte.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { cell: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean', default: false } }
  });
  const file = loadNotebook(onlyArgument(positionals, 'notebook'));
  const given: readonly (string | undefined)[] = values.cell ?? [undefined];
  const edits = given.map((each): [number, CellEdit] => [cellOf(file, each).index, { kind: 'untag' }]);
  changeNotebook(file, new Map(edits), values['dry-run']);
  return 0;
}
