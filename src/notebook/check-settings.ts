import type { Diagnostic } from '../diagnostic';
import { nearNames } from '../near-names';
import type { Cell, Notebook } from './cell';
import { roleOf } from './cell-role';
import cellSchema from './schema/headwater-cell.schema.json';
import notebookSchema from './schema/headwater-notebook.schema.json';
import { schemaErrors, type SchemaError } from './schema-errors';

/** What is wrong with the notebook's own `metadata.headwater`: HW131 unknown key, HW132 wrong value; empty when it has none. */
export function checkNotebookSettings(notebook: Notebook): Diagnostic[] {
  if (notebook.settings === null) return [];
  return schemaErrors(notebookSchema, notebook.settings).map(error => diagnostic(error, null, 'The notebook'));
}

/** What is wrong with a cell's `metadata.headwater`: HW131, HW132, HW134 settings without a step, HW135 not possible yet. */
export function checkCellSettings(cell: Cell): Diagnostic[] {
  if (cell.settings === null) return [];
  const where = `Cell ${cell.index + 1}`;
  const found = schemaErrors(cellSchema, cell.settings).map(error => diagnostic(error, cell.id, where));
  if (found.length > 0) return found;
  if (roleOf(cell).kind !== 'step') return isEmpty(cell.settings) ? [] : [withoutStep(cell, where)];
  return notYet(cell, where);
}

/** The value of one setting as found, or undefined; for settings that passed their check. */
export function settingOf(settings: unknown, key: string): unknown {
  return typeof settings === 'object' && settings !== null ? Reflect.get(settings, key) : undefined;
}

function diagnostic(error: SchemaError, cell: string | null, where: string): Diagnostic {
  const path = error.path.join('.');
  const common = { severity: 'error', cell, range: null } as const;
  switch (error.problem) {
    case 'unknown': {
      const near = nearNames(error.path.at(-1) ?? '', error.known);
      const hint = near.length > 0 ? `Did you mean '${near.join("' or '")}'?` : `Known here: ${error.known.join(', ')}.`;
      return { ...common, code: 'HW131', message: `${where} has the unknown key '${path}' in metadata.headwater.`, hint, about: path };
    }
    case 'missing': {
      const about = [...error.path, error.key].join('.');
      return { ...common, code: 'HW132', message: `${where} lacks '${about}' in metadata.headwater.`, hint: `Add '${error.key}'.`, about };
    }
    case 'wrong': {
      const key = path === '' ? 'metadata.headwater' : `'${path}' in metadata.headwater`;
      const message = `${where} has ${error.found} for ${key}.`;
      return { ...common, code: 'HW132', message, hint: `It must be ${error.expected}.`, about: path === '' ? 'headwater' : path };
    }
  }
}

function withoutStep(cell: Cell, where: string): Diagnostic {
  return {
    code: 'HW134',
    severity: 'warning',
    cell: cell.id,
    range: null,
    message: `${where} has settings in metadata.headwater but is part of no step; they have no effect.`,
    hint: `Tag the cell: headwater tag <notebook> --cell ${cell.index + 1} --step <name>`,
    about: 'headwater'
  };
}

function notYet(cell: Cell, where: string): Diagnostic[] {
  const compute = settingOf(cell.settings, 'compute');
  const found: Diagnostic[] = [];
  if (typeof compute === 'string' && compute !== 'local')
    found.push(unsupported(cell, 'compute', 'error', `${where} asks for the compute '${compute}'; steps run on this machine only today.`));
  if (settingOf(cell.settings, 'resources') !== undefined)
    found.push(unsupported(cell, 'resources', 'info', `${where} asks for resources; on this machine they are recorded, not enforced.`));
  return found;
}

function unsupported(cell: Cell, key: string, severity: Diagnostic['severity'], message: string): Diagnostic {
  const hint = severity === 'error' ? `Remove '${key}' or set it to 'local'.` : `Keep it for later, or remove '${key}'.`;
  return { code: 'HW135', severity, cell: cell.id, range: null, message, hint, about: key };
}

function isEmpty(settings: unknown): boolean {
  return typeof settings === 'object' && settings !== null && Object.keys(settings).length === 0;
}
