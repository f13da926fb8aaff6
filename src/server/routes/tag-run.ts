import { mutateTags } from '../../metadata/mutate-tags';
import type { TagsAnswer } from '../api/run';
import { bodyFields } from '../body-fields';
import { json, type Route } from '../call';
import { runAt } from '../run-place';

/** `POST runs/tags`: changes the user tags of a run. */
export const tag: Route = async call => {
  const fields = bodyFields(call);
  const { root, flow, run } = runAt(call.places, fields.text('path'), fields.text('pathspec'));
  const answer: TagsAnswer = { userTags: await mutateTags(root, flow, run, { add: fields.texts('add'), remove: fields.texts('remove') }) };
  return json(answer);
};
