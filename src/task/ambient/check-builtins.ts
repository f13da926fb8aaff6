import { HeadwaterError } from '../../errors';
import type { AmbientState } from './ambient-state';

/**
 * Looks for changes of JavaScript's builtins and node's modules, which no other process can have.
 * @throws HeadwaterError HW330 that names the property
 */
export function checkBuiltins(ambient: AmbientState): void {
  const changes = ambient.changedBuiltins();
  const refused = changes.find(change => change.owner !== 'module');
  if (refused) {
    const name = `${refused.label}.${refused.key}`;
    throw new HeadwaterError('HW330', `'${name}' was changed, and later steps run in processes that do not have the change.`, {
      hint: 'Write a function for it instead, or make the change in a cell tagged `setup`, which every task runs.',
      about: name
    });
  }
}
