import { HeadwaterError } from '../../errors';
import type { Route } from '../call';
import { requestedArtifact } from '../tables/requested-artifact';
import { askValue } from '../values/ask-value';
import { pictureOf } from '../values/image-type';

/** `GET artifact/image`: a picture's bytes. */
export const image: Route = async call => {
  const found = requestedArtifact(call);
  // Bytes are read in a moment; what else may be big is not.
  const { description } = await askValue({ type: 'describe', artifact: found.address }, found);
  const picture = description?.kind === 'image' ? pictureOf(found.value()) : null;
  if (picture !== null) return { type: 'bytes', contentType: picture.contentType, bytes: [picture.bytes] };
  throw new HeadwaterError('HW618', `'${found.record.name}' is no picture.`, { about: found.record.name, hint: 'Look at it as a value.' });
};
