import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { isPlain, readOwnProperties, writeSpecialProperties, type OwnProperties } from './own-properties';
import { writePrototype, type Found } from './prototype';

/** A dict of the string keys, in order. `bare`: the object has no prototype; `found`: what its prototype is instead of the usual one. */
export function* encodePlainObject(object: object, encoder: Encoder, bare: boolean, found?: Found): Codec {
  const properties = readOwnProperties(object);
  if (bare) encoder.note(before.bare);
  encoder.pickle.op(op.EMPTY_DICT);
  encoder.remember(object);
  yield* writeItems(properties, encoder);
  if (found !== undefined) yield* writePrototype(found, encoder);
  if (!isPlain(properties)) yield* writeSpecialProperties(properties, encoder);
}

/** Keys and values into the dict on top of the stack. Delegate to it with `yield*`. */
export function* writeItems(properties: OwnProperties, encoder: Encoder): Codec {
  const { keys, values } = properties;
  if (keys.length === 0) return;
  encoder.pickle.op(op.MARK);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? '';
    encoder.pickle.key(key);
    const value = values[i];
    if (encoder.atom(value)) continue;
    encoder.at = key;
    yield value;
  }
  encoder.pickle.op(op.SETITEMS);
}
