import type { ArtifactDescription } from '../api/artifact';
import { json, type Route } from '../call';
import { requestedArtifact } from '../tables/requested-artifact';
import { askValue } from '../values/ask-value';

/** `GET artifact`: what a variable is. */
export const artifact: Route = async call => {
  const found = requestedArtifact(call);
  const { description } = await askValue({ type: 'describe', artifact: found.address }, found);
  if (description === null) throw new TypeError('a description was asked for');
  const { key, name } = found.record;
  const answer: ArtifactDescription = {
    pathspec: found.pathspec,
    root: found.address.root,
    name,
    key,
    size: found.info?.size ?? null,
    ...description,
    clientLine: `await Artifact(${quoted(found.pathspec)}).data`
  };
  return json(answer);
};

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
