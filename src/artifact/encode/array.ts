import { inspect } from 'node:util';
import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { readOwnProperties, writeExtraProperties, type OwnProperties } from './own-properties';
import { classOf, writePrototype } from './prototype';

/** Arrays up to this length have each element's descriptor looked at. */
const short = 32;

/** A list; holes and other properties are told in notes. An array with far more holes than elements becomes a dict by index. */
export function* encodeArray(array: readonly unknown[], encoder: Encoder): Codec {
  if (isPlainArray(array)) return yield* encodeList(array, null, true, encoder);
  const found = classOf(array, Array.prototype, encoder);
  if (isSparse(array)) yield* encodeSparse(array, found.kind === 'class' ? found.address : '', encoder);
  else yield* encodeList(array, found.kind === 'class' ? found.address : null, false, encoder);
  yield* writePrototype(found, encoder);
  yield* writeExtraProperties(readExtraProperties(array), encoder);
}

function* encodeList(array: readonly unknown[], address: string | null, isPlain: boolean, encoder: Encoder): Codec {
  if (address !== null) encoder.note(before.array, address);
  encoder.pickle.op(op.EMPTY_LIST);
  encoder.remember(array);
  if (array.length === 0) return;
  encoder.pickle.op(op.MARK);
  for (let i = 0; i < array.length; i++) {
    const value = isPlain ? array[i] : ownValue(array, i);
    if (value === undefined && !Object.hasOwn(array, i)) writeHole(encoder);
    else if (!encoder.atom(value)) {
      encoder.at = i;
      yield value;
    }
  }
  encoder.pickle.op(op.APPENDS);
}

function writeHole(encoder: Encoder): void {
  encoder.note(before.hole);
  encoder.pickle.none();
}

/** The value without calling an accessor, whose functions are written as a property afterwards. */
function ownValue(array: readonly unknown[], index: number): unknown {
  return Reflect.getOwnPropertyDescriptor(array, index)?.value;
}

function* encodeSparse(array: readonly unknown[], address: string, encoder: Encoder): Codec {
  encoder.note(before.sparse, array.length, address);
  encoder.pickle.op(op.EMPTY_DICT);
  encoder.remember(array);
  encoder.pickle.op(op.MARK);
  for (const key of Object.keys(array).filter(isIndex)) {
    const value = ownValue(array, Number(key));
    encoder.pickle.number(Number(key));
    if (encoder.atom(value)) continue;
    encoder.at = Number(key);
    yield value;
  }
  encoder.pickle.op(op.SETITEMS);
}

/**
 * True for an array with nothing but plain elements, and maybe holes when it is long. Looking at all keys of a long array is slow, but
 * printing it without its elements shows whether there are other properties.
 */
function isPlainArray(array: readonly unknown[]): boolean {
  if (Object.getPrototypeOf(array) !== Array.prototype || !Object.isExtensible(array)) return false;
  const { length } = array;
  if (length > short) return inspect(array, bareInspection) === `[ ... ${length} more items, [length]: ${length} ]` && !isSparse(array);
  if (Reflect.ownKeys(array).length !== length + 1) return false;
  for (let i = 0; i < length; i++) {
    const descriptor = Reflect.getOwnPropertyDescriptor(array, i);
    if (!descriptor?.writable || !descriptor.enumerable || !descriptor.configurable) return false;
  }
  return true;
}

const bareInspection = { maxArrayLength: 0, depth: 0, showHidden: true, customInspect: false, breakLength: Infinity };

/** Samples first: counting the keys of a dense array is slow. */
function isSparse(array: readonly unknown[]): boolean {
  if (array.length < 1000) return false;
  let present = 0;
  for (let i = 0; i < short; i++) if (Object.hasOwn(array, Math.floor((i * array.length) / short))) present++;
  return present < short / 2 && Object.keys(array).length * 4 < array.length;
}

/** Everything but plain elements. */
function readExtraProperties(array: readonly unknown[]): OwnProperties {
  const elements = Object.isFrozen(array) ? isFrozenElement : isPlainElement;
  return readOwnProperties(array, key => elements(key, array));
}

function isPlainElement(key: string, array: readonly unknown[]): boolean {
  const descriptor = Reflect.getOwnPropertyDescriptor(array, key);
  if (key === 'length') return descriptor?.writable === true;
  return isIndex(key) && descriptor?.writable === true && descriptor.enumerable === true && descriptor.configurable === true;
}

function isFrozenElement(key: string, array: readonly unknown[]): boolean {
  const descriptor = Reflect.getOwnPropertyDescriptor(array, key);
  return key === 'length' || (isIndex(key) && descriptor?.enumerable === true && 'value' in descriptor);
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
