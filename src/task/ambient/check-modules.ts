import { HeadwaterError } from '../../errors';
import type { ExecuteOrder, TaskWarning } from '../protocol';
import type { Session } from '../session';
import { laterModules } from './later-modules';
import type { LoadedModule } from './loaded-modules';
import type { ModuleChange } from './module-state';
import { weightOf } from './module-weight';

/** What has changed in modules, and what of it later code would miss. */
export interface ModuleFindings {
  /** True when modules are as they were, but for what they keep for themselves. */
  readonly clean: boolean;
  readonly warnings: readonly TaskWarning[];
}

/**
 * Looks for changes inside of modules that later code uses: its process would not have them. What nobody uses any more may change.
 * @throws HeadwaterError HW341 that names the module and the path inside of it
 */
export function checkModules(session: Session, order: ExecuteOrder): ModuleFindings {
  const { ambient } = session;
  const { specifiers, open } = laterModules(session, order);
  const isUsed = (module: UsedModule): boolean => (module.local && open) || specifiers.some(each => reaches(each, module, session));
  const changes = ambient.changedModules(isUsed);
  const visible = changes.filter(isUsed);
  const refused = visible.find(change => weightOf(change) === 'state');
  if (refused !== undefined) throw changedModule(refused);
  const asked = changes.some(change => weightOf(change) === 'maybe') && asksForState(session, order);
  const counts = (change: ModuleChange): boolean => !['nothing', asked ? '' : 'maybe'].includes(weightOf(change));
  const told = visible.find(counts);
  const unseen = ambient.unseenModules().find(isUsed);
  return {
    clean: !changes.some(counts),
    warnings: [...(told === undefined ? [] : [maybeChanged(told)]), ...(unseen === undefined ? [] : [tooBig(unseen.name)])]
  };
}

type UsedModule = Pick<LoadedModule, 'exports' | 'local'>;

/** What packages call the functions that change how they behave from now on. */
const askingNames =
  /\.(seed|register|use|add|set|config|configure|extend|init|install|enable|disable|define|load|plugin|locale|theme|reset|defaults?|setup|patch|mixin|unregister|remove)[A-Z]?\w*\(/;

function asksForState({ code }: Session, { cells }: ExecuteOrder): boolean {
  const own = code.cells.filter(cell => cells.includes(cell.index));
  return own.some(({ body, definitions }) => [body, ...definitions.map(each => each.expression)].some(text => askingNames.test(text)));
}

/** True when the changed module is what the specifier means, or one that it has loaded. What is not known here may be. */
function reaches(specifier: string, change: UsedModule, { modules }: Session): boolean {
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
