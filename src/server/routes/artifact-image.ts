import { HeadwaterError } from '../../errors';
import type { Route } from '../call';
import { requestedArtifact } from '../tables/requested-artifact';
import { pictureOf } from '../values/image-type';

/** `GET artifact/image`: a picture's bytes. */
export const image: Route = call => {
  const found = requestedArtifact(call);
  const picture = pictureOf(found.value());
  if (picture !== null) return { type: 'bytes', contentType: picture.contentType, bytes: [picture.bytes] };
  throw new HeadwaterError('HW618', `'${found.record.name}' is no picture.`, { about: found.record.name, hint: 'Look at it as a value.' });
};
