import type { CodeContext } from './artifact';
import { unpickle } from './decode/unpickler';
import { HeadwaterError } from '../errors';

/**
 * The value of a stored blob: what TypeScript wrote comes back as it was; what Python wrote as the nearest value here, or as a
 * `PythonObject` that shows its class and state. No code is run that the blob names, but for classes' own `fromJSON`-like codecs.
 * Bytes of tables are used in place: they must stay as long as the value.
 * @throws HeadwaterError HW310 when the bytes are damaged, HW311 when only Python can read them, HW312 when a class is gone
 */
export function decodeValue(bytes: Uint8Array, code: CodeContext): unknown {
  return unpickle(bytes, code);
}

/**
 * The variables of a joint blob, by name; objects that they share are shared.
 * @throws HeadwaterError as `decodeValue`; HW310 when it is no joint blob
 */
export function decodeGroup(bytes: Uint8Array, code: CodeContext): Map<string, unknown> {
  const value = decodeValue(bytes, code);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
  throw new HeadwaterError('HW310', 'A stored value is no joint value of several variables.', {
    hint: 'Run `headwater fsck` to find damaged values.'
  });
}
