import type { EncodedValue } from '../artifact/artifact';
import { encodePlain } from '../artifact/encode-plain';
import type { BlobStore } from '../datastore/datastore';
import type { PublishedArtifact } from '../metadata/metadata';

/** Saves values of the engine's own as artifacts; what has been saved before in this run costs nothing. */
export interface SystemValues {
  /** A plain value under a name. @throws HeadwaterError when the store cannot be written */
  artifact(name: string, value: unknown): PublishedArtifact;
  /** An encoded value under a name. @throws HeadwaterError when the store cannot be written */
  encoded(name: string, value: EncodedValue): PublishedArtifact;
}

/** Saves into the blobs of one flow. */
export function systemValues(blobs: BlobStore): SystemValues {
  const constants = new Map<unknown, EncodedValue>();
  const saved = new Set<string>();
  const encoded = (name: string, value: EncodedValue): PublishedArtifact => {
    if (!saved.has(value.key)) blobs.save(value.key, value.parts, value.raw);
    saved.add(value.key);
    return { name, key: value.key, size: value.size, pythonType: value.pythonType };
  };
  return {
    encoded,
    artifact(name, value) {
      const known = constants.get(value) ?? encodePlain(value);
      constants.set(value, known);
      return encoded(name, known);
    }
  };
}
