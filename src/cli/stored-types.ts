import { Flow, namespace } from '../../client';
import { typeOfValue } from '../artifact/value-type';
import { flowTypesText, type FlowTypes } from './flow-types';
import { storeHere } from './open-store';

/**
 * The types of what a flow's latest successful run has left.
 * @throws HeadwaterError HW404 when there is no such flow or run
 */
export async function storedTypes(name: string): Promise<FlowTypes> {
  storeHere();
  namespace(null);
  const run = await Flow(name).latestSuccessfulRun;
  const imports = new Set<string>();
  const fields: [string, string][] = [];
  for (const artifact of await run.artifacts) {
    const { type, needs } = typeOfValue(await artifact.data);
    needs.forEach(each => imports.add(each));
    fields.push([artifact.id, type]);
  }
  const lines = imports.size === 0 ? '' : `import type { ${[...imports].sort().join(', ')} } from 'apache-arrow';`;
  return { flow: name, folder: process.cwd(), text: flowTypesText(name, `run ${run.pathspec}`, lines, fields) };
}
