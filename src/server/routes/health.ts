import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentUser, metaflowSettings } from '../../datastore/metaflow-settings';
import { packageRoot } from '../../scheduler/entries';
import type { Health } from '../api/answer';
import { json, type Route } from '../call';

/** `GET health`: who answers. */
export const health: Route = ({ query, places }) => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const answer: Health = { version, node: process.versions.node, pid: process.pid, user: userIn(places.folder(query.get('path') ?? '')) };
  return json(answer);
};

/** Settings that cannot be read are said by the run that needs them. */
function userIn(folder: string): string | null {
  try {
    return currentUser(metaflowSettings(folder, process.env), process.env);
  } catch {
    return null;
  }
}
