import { HeadwaterError } from '../../errors';
import type { ExecuteOrder, TaskWarning } from '../protocol';
import type { Session } from '../session';
import { laterModules } from './later-modules';
import type { ModuleChange } from './module-state';
import { weightOf } from './module-weight';

/**
 * Looks for changes inside of modules that later code uses: its process would not have them. What nobody uses any more may change.
 * @throws HeadwaterError HW341 that names the module and the path inside of it
 */
export function checkModules(session: Session, order: ExecuteOrder, changes: readonly ModuleChange[]): TaskWarning[] {
  const unseen = session.ambient.unseenModules();
  if (changes.length + unseen.length === 0) return [];
  const { specifiers, open } = laterModules(session, order);
  const visible = changes.filter(change => (change.local && open) || specifiers.some(each => reaches(each, change, session)));
  const refused = visible.find(change => weightOf(change) === 'state');
  if (refused !== undefined) throw changedModule(refused);
  const asked = visible.some(change => weightOf(change) === 'maybe') && asksForState(session, order);
  const told = visible.find(change => weightOf(change) === 'cache' || (asked && weightOf(change) === 'maybe'));
  const unknown = unseen.find(name => specifiers.some(each => /^[./]/.test(each) && each.includes(name.replace(/\.\w+$/, ''))));
  return [...(told === undefined ? [] : [maybeChanged(told)]), ...(unknown === undefined ? [] : [tooBig(unknown)])];
}

/** What packages call the functions that change how they behave from now on. */
const askingNames =
  /\.(seed|register|use|add|set|config|configure|extend|init|install|enable|disable|define|load|plugin|locale|theme|reset|defaults?|setup|patch|mixin|unregister|remove)[A-Z]?\w*\(/;

function asksForState({ code }: Session, { cells }: ExecuteOrder): boolean {
  const own = code.cells.filter(cell => cells.includes(cell.index));
  return own.some(({ body, definitions }) => [body, ...definitions.map(each => each.expression)].some(text => askingNames.test(text)));
}

/** True when the changed module is what the specifier means, or one that it has loaded. What is not known here may be. */
function reaches(specifier: string, change: ModuleChange, { modules }: Session): boolean {
  const exports = modules.loaded.get(specifier);
  if (exports === change.exports) return true;
  const start = Object.values(require.cache).find(module => module?.exports === exports);
  if (exports === undefined || start === undefined) return change.local && /^[./]/.test(specifier);
  const seen = new Set([start]);
  for (const module of seen) {
    if (module.exports === change.exports) return true;
    for (const child of module.children) seen.add(child);
  }
  return false;
}

const hint = 'Keep the state in a variable of a cell, or make the change in a cell tagged `setup`, which every task runs.';

function changedModule({ module, path }: ModuleChange): HeadwaterError {
  const message = `'${path}' of module '${module}' was changed, and later steps use that module without the change.`;
  return new HeadwaterError('HW341', message, { hint, about: module });
}

function maybeChanged({ module, path }: ModuleChange): TaskWarning {
  return {
    code: 'HW342',
    message: `'${path}' of module '${module}' was changed; later steps use that module without the change.`,
    hint: `If it is more than a cache: ${hint[0]?.toLowerCase()}${hint.slice(1)}`,
    about: module
  };
}

function tooBig(module: string): TaskWarning {
  return {
    code: 'HW342',
    message: `Module '${module}' holds too much to see whether this step has changed it; later steps use it as it is when it is loaded.`,
    hint: 'Load big data in a step, into a variable.',
    about: module
  };
}
