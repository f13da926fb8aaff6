import { mutateTags } from '../../metadata/mutate-tags';
import type { TagsAnswer, TagsRequest } from '../api/run';
import { bodyFields } from '../body-fields';
import { json, type Route } from '../call';
import { runAt } from '../run-place';

/** `POST runs/tags`: changes the user tags of a run. */
export const tag: Route = async call => {
  const fields = bodyFields(call);
  const wanted: TagsRequest = {
    path: fields.text('path'),
    pathspec: fields.text('pathspec'),
    add: fields.texts('add'),
    remove: fields.texts('remove')
  };
  const { root, flow, run } = runAt(call.places, wanted.path, wanted.pathspec);
  const answer: TagsAnswer = { userTags: await mutateTags(root, flow, run, wanted) };
  return json(answer);
};
