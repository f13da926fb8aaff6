import { HeadwaterError } from '../../errors';
import type { AmbientState } from './ambient-state';
import type { TaskWarning } from '../protocol';

/**
 * Looks for changes that no other process can have: of JavaScript's builtins and node's modules (refused), of other modules (a warning).
 * @throws HeadwaterError HW330 that names the property
 */
export function checkBuiltins(ambient: AmbientState): TaskWarning[] {
  const changes = ambient.changedBuiltins();
  const refused = changes.find(change => change.owner !== 'module');
  if (refused) {
    const name = `${refused.label}.${refused.key}`;
    throw new HeadwaterError('HW330', `'${name}' was changed, and later steps run in processes that do not have the change.`, {
      hint: 'Write a function for it instead, or make the change in a cell tagged `setup`, which every task runs.',
      about: name
    });
  }
  return changes.map(({ label, key }) => ({
    code: 'HW334',
    message: `Property '${key}' of module '${label}' was changed; later steps do not see that.`,
    hint: 'Make the change in a cell tagged `setup`, which every task runs.',
    about: label
  }));
}
