import { HeadwaterError } from '../../errors';
import { parsePathspec } from '../../pathspec';
import type { CellRunner } from '../cells/cell-runner';
import type { CommTarget } from '../comms';
import { listVariables } from './list-variables';
import { openTask } from './open-task';
import { readArtifact, readByKey } from './read-values';
import { setVariables, type Given, type Skipped } from './set-variables';

type Data = Readonly<Record<string, unknown>>;

/**
 * What the comm `headwater` understands:
 * `{op: 'list'}` -> `{variables: ListedVariable[]}`;
 * `{op: 'set', variables: [{name, pathspec, root, key?}]}` -> `{loaded: Loaded[], skipped: Skipped[]}`; `pathspec` of an artifact, of a value by its
 * content key only the flow counts;
 * `{op: 'open', pathspec, root}`, of a task -> `OpenedTask`. `root`: the store's folder.
 */
export function valuesTarget(runner: CellRunner): CommTarget {
  const operations: Readonly<Record<string, CommTarget>> = {
    list: async () => ({ variables: listVariables(runner.declarations, runner.variables) }),
    set: async data => await set(runner, data),
    open: async data => ({ ...(await openTask(runner, text(data, 'pathspec'), text(data, 'root'))) })
  };
  return async data => {
    const name = text(data, 'op');
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined)
      throw new HeadwaterError('HW600', `The kernel does not know the operation '${name}'.`, {
        about: name,
        hint: `It knows ${Object.keys(operations).join(', ')}; the extension and the kernel must be of the same version.`
      });
    return await operation(data);
  };
}

async function set(runner: CellRunner, data: Data): Promise<Record<string, unknown>> {
  const given: Given[] = [];
  const unread: Skipped[] = [];
  for (const each of variablesOf(data)) {
    try {
      given.push({ name: text(each, 'name'), value: await valueOf(each) });
    } catch (error) {
      unread.push({ name: String(each['name']), reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const { loaded, skipped } = await setVariables(runner, given);
  return { loaded, skipped: [...unread, ...skipped] };
}

async function valueOf(variable: Data): Promise<unknown> {
  const [pathspec, root, key] = [text(variable, 'pathspec'), text(variable, 'root'), variable['key']];
  if (typeof key === 'string') return readByKey(parsePathspec(pathspec).flow, key, root);
  return await readArtifact(pathspec, root);
}

function variablesOf(data: Data): readonly Data[] {
  const variables = data['variables'];
  if (Array.isArray(variables)) return variables as readonly Data[];
  throw malformed('variables', 'a list');
}

function text(data: Data, name: string): string {
  const found = data[name];
  if (typeof found === 'string' && found !== '') return found;
  throw malformed(name, 'a text');
}

function malformed(name: string, what: string): HeadwaterError {
  return new HeadwaterError('HW601', `A message to the kernel needs ${what} in '${name}'.`, {
    about: name,
    hint: 'The extension and the kernel must be of the same version.'
  });
}
