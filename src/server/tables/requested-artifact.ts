import { parsePathspec } from '../../pathspec';
import { badRequest, needed, type Call } from '../call';
import { runAt } from '../run-place';
import { taskPath } from '../task-log';
import { openArtifact, type ArtifactAddress, type OpenArtifact } from './open-artifact';

/** The artifact that a request names by `path` and `pathspec`. @throws HeadwaterError HW401, HW402, HW405, HW611 when there is none */
export function requestedArtifact({
  query,
  places
}: Call): OpenArtifact & { readonly address: ArtifactAddress; readonly pathspec: string } {
  const pathspec = needed(query, 'pathspec');
  const { artifact: name } = parsePathspec(pathspec);
  if (name === null) throw badRequest(`'${pathspec}' is no artifact.`, 'pathspec');
  const { root } = runAt(places, needed(query, 'path'), pathspec);
  const address = { root, path: taskPath(pathspec), name };
  return { ...openArtifact(address), address, pathspec };
}
