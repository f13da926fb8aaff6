import { before } from '../notes';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';
import { writeExtraProperties, readOwnProperties } from './own-properties';
import { classOf, writePrototype, type Found } from './prototype';
import type { PathStep } from './refusal';

/** A dict; a list of pairs when Python could not tell the keys apart. */
export function* encodeMap(map: ReadonlyMap<unknown, unknown>, encoder: Encoder): Codec {
  const found = classOf(map, Map.prototype, encoder);
  const entries = [...Map.prototype.entries.call(map)];
  const asDict = areDistinctInPython(entries.map(([key]) => key));
  begin(before.map, asDict ? op.EMPTY_DICT : op.EMPTY_LIST, map, found, encoder);
  if (entries.length > 0) encoder.pickle.op(op.MARK);
  for (const [key, value] of entries) {
    yield* part(key, { text: ` (a key)` }, encoder);
    yield* part(value, stepOf(key), encoder);
    if (!asDict) encoder.pickle.tuple(2);
  }
  if (entries.length > 0) encoder.pickle.op(asDict ? op.SETITEMS : op.APPENDS);
  yield* end(map, found, encoder);
}

/** A set; a list when Python could not tell the members apart. */
export function* encodeSet(set: ReadonlySet<unknown>, encoder: Encoder): Codec {
  const found = classOf(set, Set.prototype, encoder);
  const members = [...Set.prototype.values.call(set)];
  const asSet = areDistinctInPython(members);
  begin(before.set, asSet ? op.EMPTY_SET : op.EMPTY_LIST, set, found, encoder);
  if (members.length > 0) encoder.pickle.op(op.MARK);
  for (const member of members) yield* part(member, { text: ` (a member)` }, encoder);
  if (members.length > 0) encoder.pickle.op(asSet ? op.ADDITEMS : op.APPENDS);
  yield* end(set, found, encoder);
}

function begin(kind: string, opcode: number, object: object, found: Found, encoder: Encoder): void {
  encoder.note(kind, found.kind === 'class' ? found.address : '');
  encoder.pickle.op(opcode);
  encoder.remember(object);
}

function* end(object: object, found: Found, encoder: Encoder): Codec {
  yield* writePrototype(found, encoder);
  yield* writeExtraProperties(readOwnProperties(object), encoder);
}

function* part(value: unknown, step: PathStep, encoder: Encoder): Codec {
  if (encoder.atom(value)) return;
  encoder.at = step;
  yield value;
}

function stepOf(key: unknown): PathStep {
  return { text: `.get(${typeof key === 'string' ? JSON.stringify(key) : String(typeof key === 'object' ? 'a key' : key)})` };
}

/** Python takes 1, 1n, 1.0 and true for one key, and cannot hash lists, dicts or objects. */
function areDistinctInPython(keys: readonly unknown[]): boolean {
  if (keys.every(key => typeof key === 'string')) return true;
  const seen = new Set<unknown>();
  for (const key of keys) {
    const equal = pythonKey(key);
    if (equal === undefined || seen.has(equal)) return false;
    seen.add(equal);
  }
  return true;
}

/** Equal for keys that are equal in Python; undefined when the key cannot be one. */
function pythonKey(key: unknown): unknown {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'number') return Number.isInteger(key) ? BigInt(key) : key;
  if (typeof key === 'boolean') return key ? 1n : 0n;
  return typeof key === 'bigint' || key === null ? key : undefined;
}
