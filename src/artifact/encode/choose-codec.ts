import { types } from 'node:util';
import type { CodeAddress } from '../artifact';
import { isArrow } from '../arrow/recognise';
import { formatAddress } from '../code-address';
import { describeAddress } from '../code-address';
import { before } from '../notes';
import { encodeArray } from './array';
import { encodeArrow } from './arrow';
import { encodeMap, encodeSet } from './collections';
import { encodeDate } from './date';
import type { Codec, Encoder } from './encoder';
import { encodeError } from './error-object';
import { encodeFunction } from './function';
import { encodeInstance } from './instance';
import { encodePlainObject } from './plain-object';
import { refuseOpaque } from './opaque';
import { encodeBoxed, encodeRegExp, encodeUrl, encodeUrlSearchParams } from './text-objects';
import { encodeBuffer, encodeView } from './views';

/**
 * The codec of a user's object.
 * @throws HeadwaterError HW301 when there is none
 */
export function chooseCodec(value: object, encoder: Encoder): Codec {
  const address = Array.isArray(value) ? null : encoder.code.addressOf(value);
  if (address !== null) return encodeAddressed(value, address, encoder);
  refuseOpaque(value);
  if (Array.isArray(value)) return encodeArray(value, encoder);
  if (typeof value === 'function') return encodeFunction(value, encoder);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return encodePlainObject(value, encoder, prototype === null);
  return encodeBuiltin(value, encoder) ?? encodeInstance(value, encoder);
}

/** Something that another process finds by itself: only its address is written. */
function* encodeAddressed(value: object, address: CodeAddress, encoder: Encoder): Codec {
  encoder.note(before.code, formatAddress(address));
  encoder.pickle.string(`${typeof value === 'function' ? kindOfFunction(value) : 'object'} ${describeAddress(address)}`);
  encoder.remember(value, false);
}

function kindOfFunction(value: object): string {
  return Function.prototype.toString.call(value).startsWith('class') ? 'class' : 'function';
}

/** The codec of an object that the JavaScript engine gives a kind of its own. */
function encodeBuiltin(value: object, encoder: Encoder): Codec | null {
  if (ArrayBuffer.isView(value)) return encodeView(value, encoder);
  if (types.isAnyArrayBuffer(value)) return encodeBuffer(value, encoder);
  if (types.isDate(value)) return encodeDate(value, encoder);
  if (types.isMap(value)) return encodeMap(value, encoder);
  if (types.isSet(value)) return encodeSet(value, encoder);
  if (types.isNativeError(value) || value instanceof DOMException) return encodeError(value, encoder);
  if (types.isRegExp(value)) return encodeRegExp(value, encoder);
  if (types.isBoxedPrimitive(value)) return encodeBoxed(value, encoder);
  if (value instanceof URL) return encodeUrl(value, encoder);
  if (value instanceof URLSearchParams) return encodeUrlSearchParams(value, encoder);
  return isArrow(value) ? encodeArrow(value, encoder) : null;
}
