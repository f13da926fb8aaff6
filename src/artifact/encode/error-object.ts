import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { writeClassName } from './instance';
import { readOwnProperties, writeSpecialProperties } from './own-properties';
import { writeItems } from './plain-object';
import { classOf, writePrototype } from './prototype';

/** A Python Exception whose message and attributes are those of the error. */
export function* encodeError(error: Error, encoder: Encoder): Codec {
  const found = classOf(error, Error.prototype, encoder);
  const properties = readOwnProperties(error);
  const { pickle } = encoder;
  pickle.global('builtins', 'Exception');
  pickle.string(ownMessage(error));
  pickle.tuple(1);
  encoder.note(before.error, found.kind === 'class' ? found.address : '');
  pickle.reduce();
  encoder.remember(error);
  pickle.op(op.EMPTY_DICT);
  writeClassName(found.kind === 'class' ? found.name : 'Error', encoder);
  yield* writeItems(properties, encoder);
  pickle.op(op.BUILD);
  yield* writePrototype(found, encoder);
  yield* writeSpecialProperties(properties, encoder);
}

function ownMessage(error: Error): string {
  const message: unknown = Reflect.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? message : '';
}
