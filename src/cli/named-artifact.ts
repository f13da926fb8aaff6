import { Artifact, Step } from '../../client';
import type { Artifact as StoredArtifact } from '../../client/api';
import { usage } from './parse-arguments';

/**
 * The artifact of a pathspec, in which the task of a step that has only one may be left out.
 * @throws HeadwaterError HW401 for a bad pathspec, HW404 when there is no such run or step, HW501 when the step has many tasks
 */
export async function namedArtifact(text: string): Promise<StoredArtifact> {
  const [flow, run, step, name, ...rest] = text.split('/');
  if (name === undefined || rest.length > 0 || /^\d+$/.test(name)) return Artifact(text);
  const tasks = await Step([flow, run, step].join('/')).tasks;
  const [only] = tasks;
  if (only !== undefined && tasks.length === 1) return only.artifact(name);
  throw usage(
    `Step '${step}' has ${tasks.length} tasks: whose '${name}'?`,
    only === undefined ? 'Wait for one.' : `Name one: ${only.pathspec}/${name}.`,
    text
  );
}
