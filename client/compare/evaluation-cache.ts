import type { CodeContext } from '../../src/artifact/artifact';
import { decodeValue } from '../../src/artifact/decode-value';
import { encodeValue } from '../../src/artifact/encode-variables';
import { readBytes } from '../../src/datastore/read-file';
import { replaceFile } from '../../src/datastore/write-file';
import { isHeadwaterError } from '../../src/errors';

/** Where one result is kept. */
export interface EvaluationCache<T> {
  /** Null when it is not there, or cannot be read any more. */
  read(): { readonly value: T } | null;
  /** Keeps it where that is possible: not in a store that cannot be written, nor a value that cannot be stored. */
  write(value: T): void;
}

/** A file of its own for each result, whose name says what it came from. */
export function evaluationCache<T>(path: string, context: CodeContext): EvaluationCache<T> {
  return {
    read: () =>
      quietly(() => {
        const bytes = readBytes(path);
        return bytes === null ? null : { value: decodeValue(bytes, context) as T };
      }),
    write: value => {
      quietly(() => {
        replaceFile(path, encodeValue('result', value, context).parts);
        return null;
      });
    }
  };
}

/** A result that cannot be kept or read again is computed again. */
function quietly<R>(work: () => R | null): R | null {
  try {
    return work();
  } catch (error) {
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}
