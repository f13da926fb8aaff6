import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { readOwnProperties, writeExtraProperties } from './own-properties';
import { nameOf } from './prototype';
import { readBoundFunction, type Closure } from '../closure';

/** A function that has no address: a bound one by its parts, any other by its source and the variables it captured. A str in Python. */
export function* encodeFunction(fn: object, encoder: Encoder): Codec {
  const bound = readBoundFunction(fn);
  if (bound !== null) yield* encodeBound(fn, [bound.target, bound.self, bound.args], encoder);
  else yield* encodeClosure(fn, encoder.closureOf(fn), encoder);
}

function* encodeBound(fn: object, parts: readonly unknown[], encoder: Encoder): Codec {
  const steps = [' (its target)', ' (its this)', ' (its arguments)'].map(text => ({ text }));
  yield* encoder.noteAfter(
    before.boundFunction,
    parts.map((part, i) => [steps[i] ?? '', part] as const)
  );
  yield* writeFunction(fn, `bound ${nameOf(fn)}`, encoder);
}

/** The captured variables come first: a function among them may be this very one, and is complete then. */
function* encodeClosure(fn: object, closure: Closure, encoder: Encoder): Codec {
  const { pickle } = encoder;
  encoder.annotate();
  pickle.op(op.MARK);
  pickle.key(before.closure);
  if (!encoder.atom(closure.captured)) {
    encoder.at = { text: ' (captured)' };
    yield closure.captured;
  }
  const isWritten = encoder.wasWritten(fn);
  if (!isWritten) pickle.key(closure.source);
  pickle.op(op.TUPLE);
  pickle.op(op.POP);
  if (isWritten) return void encoder.atom(fn);
  yield* writeFunction(fn, closure.ownName, encoder);
}

/** Name, length and prototype only where they differ from those of a function that the source makes. */
function* writeFunction(fn: object, ownName: string, encoder: Encoder): Codec {
  encoder.pickle.string(`function ${nameOf(fn)}`);
  encoder.remember(fn);
  const properties = readOwnProperties(fn, key => isUsual(fn, key, ownName));
  yield* writeExtraProperties(properties, encoder);
}

function isUsual(fn: object, key: string, ownName: string): boolean {
  const descriptor = Reflect.getOwnPropertyDescriptor(fn, key);
  if (key === 'name')
    return descriptor?.value === ownName && !descriptor.writable && !descriptor.enumerable && descriptor.configurable === true;
  if (key === 'length') return descriptor?.writable === false && descriptor.configurable === true;
  if (key === 'arguments' || key === 'caller') return true;
  return key === 'prototype' && isFreshPrototype(fn, descriptor?.value);
}

/** A function's first prototype has nothing but its constructor; a generator's nothing at all. */
function isFreshPrototype(fn: object, prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null) return true;
  const keys = Reflect.ownKeys(prototype);
  return keys.every(key => key === 'constructor') && (keys.length === 0 || Reflect.get(prototype, 'constructor') === fn);
}
