import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../scheduler/entries';
import type { Health } from '../api/answer';
import { json, type Route } from '../call';

/** `GET health`: who answers. */
export const health: Route = () => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const answer: Health = { version, node: process.versions.node, pid: process.pid };
  return json(answer);
};
