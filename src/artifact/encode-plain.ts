import { namingContext } from './naming-context';
import type { EncodedValue } from './artifact';
import { describeValue } from './describe-value';
import { Encoder, type Codec } from './encode/encoder';
import { encodeKnowing } from './encode/knowledge';
import { refuse } from './encode/refusal';
import { seal } from './encode/seal';
import { op } from './pickle/opcodes';

/** A Python tuple. */
export class PyTuple {
  readonly items: readonly unknown[];

  constructor(...items: readonly unknown[]) {
    this.items = items;
  }
}

/** An object that a Python class makes: called with `args`, or made by `cls.__new__(cls, *args)`; then given `state`, unless that is null. */
export class PyGlobalCall {
  readonly module: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly how: 'call' | 'new';
  readonly state: Readonly<Record<string, unknown>> | null;

  constructor(
    module: string,
    name: string,
    args: readonly unknown[],
    how: 'call' | 'new' = 'call',
    state: Readonly<Record<string, unknown>> | null = null
  ) {
    this.module = module;
    this.name = name;
    this.args = args;
    this.how = how;
    this.state = state;
  }
}

/**
 * A value of the engine's own for stock Metaflow: null and undefined (None), booleans, numbers (int or float), strings, arrays (list),
 * plain objects and Maps (dict), PyTuple, PyGlobalCall.
 * @throws HeadwaterError HW301 for anything else
 */
export function encodePlain(value: unknown): EncodedValue {
  const encoder = encodeKnowing(knowledge => {
    const attempt = new Encoder(namingContext, knowledge, choosePlainCodec);
    attempt.write(value ?? null);
    return attempt;
  });
  return seal(encoder.finish(), describePlain(value ?? null));
}

/** `_foreach_stack`: one frame for each foreach that the task lies in, the outermost first. */
export function encodeForeachStack(
  frames: readonly {
    readonly step: string;
    readonly variable: string;
    readonly splits: number;
    readonly index: number;
    readonly value: string | null;
  }[]
): EncodedValue {
  return encodePlain(
    frames.map(
      ({ step, variable, splits, index, value }) =>
        new PyGlobalCall('__main__', 'ForeachFrame', [step, variable, splits, index, value], 'new')
    )
  );
}

/** `_transition`: the steps that come next, and the variable that is split over; None when no step comes next (null or empty). */
export function encodeTransition(next: readonly string[] | null, foreachVariable: string | null): EncodedValue {
  return encodePlain(next === null || next.length === 0 ? null : new PyTuple([...next], foreachVariable));
}

/** `_exception`: what Metaflow's client shows as `task.exception`; None when nothing was thrown. `type`: name of the error's class. */
export function encodeException(
  error: { readonly type: string; readonly message: string; readonly stack: string | null } | null
): EncodedValue {
  if (error === null) return encodePlain(null);
  const state = { exception: error.message, type: error.type, stacktrace: error.stack };
  return encodePlain(new PyGlobalCall('metaflow.exception', 'MetaflowExceptionWrapper', [null], 'call', state));
}

function choosePlainCodec(value: object, encoder: Encoder): Codec {
  if (Array.isArray(value)) return encodeList(value, encoder);
  if (value instanceof PyTuple) return encodeTuple(value.items, encoder);
  if (value instanceof PyGlobalCall) return encodeCall(value, encoder);
  if (value instanceof Map) return encodeDict([...(value as Map<unknown, unknown>)], encoder);
  if (Object.getPrototypeOf(value) === Object.prototype) return encodeDict(Object.entries(value), encoder);
  return refuse('an object of no plain kind', 'Give arrays, plain objects, strings, numbers, booleans or null.');
}

function* encodeList(items: readonly unknown[], encoder: Encoder): Codec {
  encoder.pickle.op(op.EMPTY_LIST);
  if (items.length === 0) return;
  encoder.pickle.op(op.MARK);
  for (const item of items) yield* part(item, encoder);
  encoder.pickle.op(op.APPENDS);
}

function* encodeTuple(items: readonly unknown[], encoder: Encoder): Codec {
  if (items.length === 0) return encoder.pickle.tuple(0);
  encoder.pickle.op(op.MARK);
  for (const item of items) yield* part(item, encoder);
  encoder.pickle.op(op.TUPLE);
}

function* encodeDict(entries: readonly (readonly [unknown, unknown])[], encoder: Encoder): Codec {
  encoder.pickle.op(op.EMPTY_DICT);
  if (entries.length === 0) return;
  encoder.pickle.op(op.MARK);
  for (const [key, value] of entries) {
    yield* part(key, encoder);
    yield* part(value, encoder);
  }
  encoder.pickle.op(op.SETITEMS);
}

function* encodeCall({ module, name, args, how, state }: PyGlobalCall, encoder: Encoder): Codec {
  encoder.pickle.global(module, name);
  yield* encodeTuple(args, encoder);
  encoder.pickle.op(how === 'new' ? op.NEWOBJ : op.REDUCE);
  if (state === null) return;
  yield* encodeDict(Object.entries(state), encoder);
  encoder.pickle.op(op.BUILD);
}

function* part(value: unknown, encoder: Encoder): Codec {
  if (!encoder.atom(value ?? null)) yield value;
}

function describePlain(value: unknown): ReturnType<typeof describeValue> {
  if (value instanceof PyTuple) return { pythonType: "<class 'tuple'>", summary: `tuple of ${value.items.length}` };
  if (value instanceof PyGlobalCall) return { pythonType: `<class '${value.module}.${value.name}'>`, summary: value.name };
  return describeValue(value);
}
