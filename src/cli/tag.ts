import { checkCellSettings } from '../notebook/check-settings';
import type { Cell } from '../notebook/cell';
import { stepName } from '../notebook/cell-role';
import { editCells, type CellEdit } from '../notebook/edit-cells';
import { readNotebook } from '../notebook/read-notebook';
import { HeadwaterError } from '../errors';
import { loadNotebook, type NotebookFile } from '../scheduler/notebook-file';
import { cellOf, changeNotebook } from './change-notebook';
import type { Command } from './command';
import { onlyArgument, parseArguments, usage } from './parse-arguments';

/** Makes a cell part of the flow. */
export const command: Command = {
  summary: 'make a cell part of the flow: a step, the parameters, setup',
  usage: `headwater tag <notebook> --cell <n> (--step <name> | --parameters | --setup) [--set <key>=<value> …]

  --cell <n>     position among all cells, counted from 1 as \`headwater check\` prints it (not the [n] beside a cell), or the
                 cell's id; give it several times for several cells
  --step <name>  the step that the cell is part of; consecutive cells may share one
  --parameters   its literal assignments become the flow's parameters
  --setup        it runs at the start of every task
  --set k=v      a setting of the step, such as retry.times=2, timeout.seconds=60, title="Load it", effects=true
  --dry-run      only show the diff

Shows what it changes in the file; every other byte stays. \`headwater untag\` undoes it.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      cell: { type: 'string', multiple: true },
      step: { type: 'string' },
      parameters: { type: 'boolean', default: false },
      setup: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean', default: false }
    }
  });
  const file = loadNotebook(onlyArgument(positionals, 'notebook'));
  const settings = (values.set ?? []).map(setting);
  const given: readonly (string | undefined)[] = values.cell ?? [undefined];
  const cells = given.map(each => codeCell(cellOf(file, each)));
  const tag = tagOf(values);
  const edits = new Map<number, CellEdit>(cells.map(cell => [cell.index, { kind: 'tag', tag, settings }]));
  checkResult(file, edits);
  changeNotebook(file, edits, values['dry-run']);
  return 0;
}

function tagOf({
  step,
  parameters,
  setup
}: {
  readonly step?: string | undefined;
  readonly parameters: boolean;
  readonly setup: boolean;
}): string {
  const roles = [...(step === undefined ? [] : [`step:${step}`]), ...(parameters ? ['parameters'] : []), ...(setup ? ['setup'] : [])];
  const [role, second] = roles;
  if (role === undefined || second !== undefined)
    throw usage('Which part has the cell?', 'Give exactly one of --step <name>, --parameters and --setup.');
  if (step !== undefined && !stepName.test(step))
    throw new HeadwaterError('HW151', `The step name '${step}' is not possible.`, {
      about: step,
      hint: "Use ASCII letters, digits and _, a letter first; other scripts go in the title: --set title='…'."
    });
  return role;
}

function codeCell(cell: Cell): Cell {
  if (cell.kind !== 'code')
    throw usage(
      `Cell ${cell.index + 1} is a ${cell.kind} cell; only code cells run.`,
      'Count over all cells, from 1; headwater check prints positions.'
    );
  return cell;
}

/** `retry.times=2`: the value is JSON where it is, else text. */
function setting(text: string): { path: string[]; value: unknown } {
  const at = text.indexOf('=');
  const path = text.slice(0, at).split('.');
  if (at < 1 || path.some(key => key === ''))
    throw usage(`'${text}' is no setting.`, 'Write --set key=value, such as --set retry.times=2.', text);
  return { path, value: valueOf(text.slice(at + 1)) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Refuses settings that `check` would refuse, before anything is written. */
function checkResult({ text }: NotebookFile, edits: ReadonlyMap<number, CellEdit>): void {
  const { cells } = readNotebook(editCells(text, edits));
  const errors = [...edits.keys()]
    .flatMap(index => (cells[index] === undefined ? [] : checkCellSettings(cells[index])))
    .filter(each => each.severity === 'error');
  const error = errors.find(each => each.code === 'HW131') ?? errors[0];
  if (error !== undefined)
    throw new HeadwaterError(error.code, error.message, { hint: error.hint, ...(error.about === null ? {} : { about: error.about }) });
}
