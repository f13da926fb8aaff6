import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Artifact, namespace } from '../../../client';
import { namingContext } from '../../../client/naming-context';
import { decodeValue } from '../../artifact/decode-value';
import { openBlobStore } from '../../datastore/local-blob-store';

// Whoever asks for a run has chosen it: whose it is does not matter.
namespace(null);

/** The value of an artifact by its pathspec, `Flow/run/step/task/name`. @throws HeadwaterError HW401 to HW420 */
export async function readArtifact(pathspec: string, root: string): Promise<unknown> {
  return await Artifact(pathspec, { root }).data;
}

/** A flow's stored value by its content key. @throws HeadwaterError HW411 or HW412 when it is missing or damaged, HW310 to HW312 when it cannot be decoded */
export function readByKey(flow: string, key: string, root: string): unknown {
  return decodeValue(openBlobStore(storeIn(root), flow).map(key), namingContext({}, process.cwd()));
}

/** The store may be given by the folder that holds it. */
function storeIn(root: string): string {
  const inside = join(resolve(root), '.metaflow');
  return basename(root) !== '.metaflow' && existsSync(inside) ? inside : resolve(root);
}
