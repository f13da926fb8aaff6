import type { Cell } from '../../../src/notebook/cell';
import { isRoleTag, roleOf, stepName } from '../../../src/notebook/cell-role';
import type { CellChange } from '../../../src/notebook/fix';
import { uniqueName } from '../../../src/graph/propose-names';
import { cellsOfStep, stepNames, stepOf } from './step-marks';

/** Why an edit is not possible, for `trans.__()` to put into words. */
export type Refusal = { readonly refused: 'taken'; readonly name: string } | { readonly refused: 'empty' };

/** Tags some cells as one step; markdown cells stay what they are. */
export function makeStep(cells: readonly Cell[], ids: readonly string[], name: string): CellChange[] {
  return codeCells(cells, ids).flatMap(cell => retag(cell, `step:${name}`));
}

/** Gives cells the role of parameters or setup. */
export function markAs(cells: readonly Cell[], ids: readonly string[], role: 'setup' | 'parameters'): CellChange[] {
  return codeCells(cells, ids).flatMap(cell => retag(cell, role));
}

/** Takes cells out of the flow. Settings of a step stay with it, in the first of its cells that is left. */
export function exclude(cells: readonly Cell[], ids: readonly string[]): CellChange[] {
  const leaving = codeCells(cells, ids);
  const steps = new Set(leaving.flatMap(cell => stepOf(cell) ?? []));
  const kept = [...steps].flatMap(step => handOver(cellsOfStep(cells, step), leaving));
  const gone = leaving.filter(cell => cell.settings !== null);
  return [
    ...leaving.flatMap(cell => retag(cell, null)),
    ...gone.map(cell => ({ kind: 'settings', cell: cell.id, settings: null }) as const),
    ...kept
  ];
}

/** The cell and those of its step after it become a step of their own; null when it is the first of its step, or in none. */
export function splitStep(cells: readonly Cell[], id: string): { readonly name: string; readonly changes: CellChange[] } | null {
  const cell = cells.find(each => each.id === id);
  const step = cell === undefined ? null : stepOf(cell);
  if (cell === undefined || step === null) return null;
  const own = cellsOfStep(cells, step);
  const at = own.indexOf(cell);
  if (at <= 0) return null;
  const name = uniqueName(step, new Set(stepNames(cells)));
  return { name, changes: own.slice(at).flatMap(each => retag(each, `step:${name}`)) };
}

/** The cell's step becomes part of the step above it; null when there is none above. */
export function mergeWithAbove(cells: readonly Cell[], id: string): { readonly into: string; readonly changes: CellChange[] } | null {
  const cell = cells.find(each => each.id === id);
  const step = cell === undefined ? null : stepOf(cell);
  if (step === null) return null;
  const own = cellsOfStep(cells, step);
  const into = stepAbove(cells, own[0]?.index ?? 0, step);
  if (into === null) return null;
  return { into, changes: own.flatMap(each => retag(each, `step:${into}`)) };
}

/** Cells that are out of the flow become part of the step above the first of them; null when there is none, or nothing to include. */
export function includeAbove(
  cells: readonly Cell[],
  ids: readonly string[]
): { readonly into: string; readonly changes: CellChange[] } | null {
  const free = codeCells(cells, ids).filter(cell => roleOf(cell).kind !== 'step');
  const [first] = free;
  const into = first === undefined ? null : stepAbove(cells, first.index, null);
  if (into === null) return null;
  return { into, changes: free.flatMap(cell => retag(cell, `step:${into}`)) };
}

/**
 * Calls a step as a person typed it. A text that can be a step's name is one; any other becomes the step's title, in any script, and the
 * name in the store stays.
 */
export function renameStep(cells: readonly Cell[], step: string, typed: string): readonly CellChange[] | Refusal {
  const text = typed.trim();
  if (text === '') return { refused: 'empty' };
  const own = cellsOfStep(cells, step);
  if (!stepName.test(text)) return setTitle(own, text);
  const taken = stepNames(cells).find(name => name !== step && name.toLowerCase() === text.toLowerCase());
  if (taken !== undefined) return { refused: 'taken', name: taken };
  const tags = text === step ? [] : own.map(cell => tagChange(cell, [`step:${text}`], [`step:${step}`]));
  return [...tags, ...setTitle(own, null)];
}

/** The title is kept in one cell: the one that has it, else the step's first. */
function setTitle(own: readonly Cell[], title: string | null): CellChange[] {
  const titled = own.filter(cell => isFields(cell.settings) && 'title' in cell.settings);
  const keeper = titled[0] ?? own[0];
  return own.flatMap(cell => {
    const settings = isFields(cell.settings) ? cell.settings : {};
    const wanted = cell === keeper ? title : null;
    if ((settings['title'] ?? null) === wanted) return [];
    const { title: _old, ...others } = settings;
    return [{ kind: 'settings', cell: cell.id, settings: wanted === null ? others : { title: wanted, ...others } }];
  });
}

/** The step before a place in the notebook that is not the given one; null when there is none. */
function stepAbove(cells: readonly Cell[], index: number, other: string | null): string | null {
  return cells.slice(0, index).reduce<string | null>((found, cell) => {
    const step = stepOf(cell);
    return step === null || step === other ? found : step;
  }, null);
}

function handOver(own: readonly Cell[], leaving: readonly Cell[]): CellChange[] {
  const heir = own.find(cell => !leaving.includes(cell));
  const given = own.filter(cell => leaving.includes(cell)).map(cell => (isFields(cell.settings) ? cell.settings : {}));
  if (heir === undefined || given.every(each => Object.keys(each).length === 0)) return [];
  const settings = Object.assign({}, ...given.toReversed(), isFields(heir.settings) ? heir.settings : {});
  return [{ kind: 'settings', cell: heir.id, settings }];
}

/** The cell gets this role tag in place of those that it has; null takes them away. */
function retag(cell: Cell, tag: string | null): CellChange[] {
  const roles = cell.tags.filter(isRoleTag);
  if (tag === null ? roles.length === 0 : roles.length === 1 && roles[0] === tag) return [];
  return [tagChange(cell, tag === null ? [] : [tag], roles)];
}

function tagChange(cell: Cell, add: readonly string[], remove: readonly string[]): CellChange {
  return { kind: 'tags', cell: cell.id, add, remove };
}

function codeCells(cells: readonly Cell[], ids: readonly string[]): readonly Cell[] {
  return cells.filter(cell => cell.kind === 'code' && ids.includes(cell.id));
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
