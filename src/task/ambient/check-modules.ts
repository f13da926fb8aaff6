import { HeadwaterError } from '../../errors';
import type { ExecuteOrder, TaskWarning } from '../protocol';
import type { Session } from '../session';
import { asksForState, effectOn, mentions, textOf, type EffectCall } from './asked-state';
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
  const text = textOf(session, order);
  const counting = changes.filter(change => counts(change, text, session));
  const visible = counting.filter(isUsed);
  const refused = visible.find(change => isRefused(change, text, session));
  if (refused !== undefined) throw changedModule(refused);
  const unseen = ambient.unseenModules().find(isUsed);
  const warnings = [...visible.slice(0, 1).map(maybeChanged), ...(unseen === undefined ? [] : [tooBig(unseen.name)])];
  const called = warnings.length === 0 ? effectOn(specifiers, text, session) : null;
  return { clean: counting.length === 0, warnings: called === null ? warnings : [maybeCalled(called)] };
}

function counts(change: ModuleChange, text: string, session: Session): boolean {
  const weight = weightOf(change);
  return weight !== 'nothing' && (weight !== 'hidden' || asksForState(text, change.module, session));
}

function isRefused(change: ModuleChange, text: string, session: Session): boolean {
  const weight = weightOf(change);
  return weight === 'state' || (weight === 'exported' && (mentions(text, change.path) || asksForState(text, change.module, session)));
}

type UsedModule = Pick<LoadedModule, 'exports' | 'local'>;

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

function maybeCalled({ call, module }: EffectCall): TaskWarning {
  return {
    code: 'HW342',
    message: `'${call}(…)' seems to change what module '${module}' keeps; later steps use that module without the change.`,
    hint: `If it does: ${hint[0]?.toLowerCase()}${hint.slice(1)}`,
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
