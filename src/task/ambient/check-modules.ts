import { HeadwaterError } from '../../errors';
import type { ExecuteOrder, TaskWarning } from '../protocol';
import type { Session } from '../session';
import type { ModuleChange } from './module-state';

/**
 * Looks for changes inside of modules that later code uses: its process would not have them. What nobody uses any more may change.
 * @throws HeadwaterError HW341 that names the module and the path inside of it
 */
export function checkModules(session: Session, order: ExecuteOrder): TaskWarning[] {
  const changes = session.ambient.changedModules();
  if (changes.length === 0) return [];
  const used = specifiersLater(session, order);
  const visible = changes.filter(change => used.some(specifier => reaches(specifier, change, session)));
  const refused = visible.find(change => change.local || !isCache(change.path));
  if (refused !== undefined) throw changedModule(refused);
  return visible.slice(0, 1).map(({ module, path }) => ({
    code: 'HW334',
    message: `'${path}' of module '${module}' was changed; later steps do not see that.`,
    hint: 'If it is more than a cache, make the change in a cell tagged `setup`, which every task runs.',
    about: module
  }));
}

/** Packages keep what they have computed under such names. */
function isCache(path: string): boolean {
  return path.split('.').some(name => /^_|^\[|cache|memo/i.test(name));
}

/** Modules that code of later steps imports, or other parts of the same foreach. */
function specifiersLater({ code }: Session, order: ExecuteOrder): string[] {
  const { needed } = order;
  const inside = order.part.kind === 'split' || order.part.kind === 'item';
  const last = Math.max(...order.cells);
  const imported = code.cells.flatMap(cell =>
    cell.definitions.filter(
      ({ name, module }) =>
        module !== null &&
        (needed === undefined || needed === null || needed.includes(name) || (inside && order.cells.includes(cell.index)))
    )
  );
  const later = code.cells.filter(cell => cell.index > last || (inside && order.cells.includes(cell.index)));
  const required = later.flatMap(cell => [...cell.body.matchAll(/\$(?:require|import)\("([^"]+)"\)/g)].map(match => match[1] ?? ''));
  return [...new Set([...imported.map(each => each.module ?? ''), ...required])];
}

/** True when the changed module is what the specifier means, or one that it has loaded. What is not known here may be. */
function reaches(specifier: string, change: ModuleChange, { modules }: Session): boolean {
  const exports = modules.loaded.get(specifier);
  if (exports === undefined) return change.local && /^[./]/.test(specifier);
  const start = Object.values(require.cache).find(module => module?.exports === exports);
  const seen = new Set(start === undefined ? [] : [start]);
  for (const module of seen) {
    if (module.exports === change.exports) return true;
    for (const child of module.children) seen.add(child);
  }
  return exports === change.exports;
}

function changedModule({ module, path }: ModuleChange): HeadwaterError {
  return new HeadwaterError('HW341', `'${path}' of module '${module}' was changed, and later steps use that module without the change.`, {
    hint: 'Keep the state in a variable of a cell, or make the change in a cell tagged `setup`, which every task runs.',
    about: module
  });
}
