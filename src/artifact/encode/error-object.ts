import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { writeClassName } from './instance';
import { readOwnProperties, writeSpecialProperties } from './own-properties';
import { writeItems } from './plain-object';
import { classOf, writePrototype } from './prototype';

/** A Python Exception whose message and attributes are those of the error. */
export function* encodeError(error: Error, encoder: Encoder): Codec {
  const isDom = error instanceof DOMException;
  const found = classOf(error, isDom ? DOMException.prototype : Error.prototype, encoder);
  const address = found.kind === 'class' ? found.address : '';
  const properties = readOwnProperties(error);
  const { pickle } = encoder;
  pickle.global('builtins', 'Exception');
  pickle.string(isDom ? error.message : ownMessage(error));
  pickle.tuple(1);
  if (isDom) encoder.note(before.domException, error.name, address);
  else encoder.note(before.error, address);
  pickle.reduce();
  encoder.remember(error);
  pickle.op(op.EMPTY_DICT);
  writeClassName(found.kind === 'class' ? found.name : isDom ? 'DOMException' : 'Error', encoder);
  yield* writeItems(properties, encoder);
  pickle.op(op.BUILD);
  yield* writePrototype(found, encoder);
  yield* writeSpecialProperties(properties, encoder);
}

function ownMessage(error: Error): string {
  const message: unknown = Reflect.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? message : '';
}
