import { after, before } from '../notes';
import { op } from '../pickle/opcodes';
import { classFacts, type ClassFacts } from './class-facts';
import type { Codec, Encoder } from './encoder';
import { isPlain, readOwnProperties, writeSpecialProperties, type OwnProperties } from './own-properties';
import { encodePlainObject, writeItems } from './plain-object';
import { classOf, type Found } from './prototype';
import { refuse, type PathStep } from './refusal';
import { isUniqueSymbol } from './symbol-names';

/** Key under which Python finds the name of an instance's class. */
const classNameKey = '__class_name__';

const plainDataHint = 'Keep what matters of it as plain data (an object, an array, a string), and make it again where it is used.';

type ClassFound = Extract<Found, { kind: 'class' }>;

/** A SimpleNamespace of the object's fields, for an object whose prototype is a class's; else a dict. */
export function* encodeInstance(object: object, encoder: Encoder): Codec {
  const found = classOf(object, Object.prototype, encoder);
  if (found.kind !== 'class') return yield* encodePlainObject(object, encoder, false, found);
  const facts = classFacts(found.constructor, encoder.code);
  if (facts.hidden === null) yield* encodeFields(object, found, facts, encoder);
  else yield* encodeByCodec(object, found, facts.hidden, encoder);
}

/** First item of the dict on top of the stack: tells Python the class's name. */
export function writeClassName(name: string, encoder: Encoder): void {
  encoder.pickle.key(classNameKey);
  encoder.pickle.key(name);
  encoder.pickle.op(op.SETITEM);
}

function* encodeFields(object: object, found: ClassFound, facts: ClassFacts, encoder: Encoder): Codec {
  const { pickle } = encoder;
  const properties = readOwnProperties(object);
  placeSymbols(properties, found.name, facts, encoder);
  pickle.global('types', 'SimpleNamespace');
  pickle.tuple(0);
  encoder.note(before.instance, found.address);
  pickle.reduce();
  encoder.remember(object);
  pickle.op(op.EMPTY_DICT);
  writeClassName(found.name, encoder);
  yield* writeItems(properties, encoder);
  pickle.op(op.BUILD);
  if (facts.privates.length > 0) yield* encoder.noteAfter(after.privates, readPrivates(object, facts));
  if (!isPlain(properties)) yield* writeSpecialProperties(properties, encoder);
}

/** Symbols that only the class's module knows are named by where the class has them. */
function placeSymbols(properties: OwnProperties, name: string, facts: ClassFacts, encoder: Encoder): void {
  if (!facts.foreign) return;
  for (const { key } of properties.special) {
    if (typeof key !== 'symbol' || !isUniqueSymbol(key)) continue;
    const place = facts.placeOfSymbol(key);
    if (place === null) refuse(`an instance of ${name}, which keeps state under ${String(key)}, known to its module only`, plainDataHint);
    encoder.symbolPlaces.set(key, place);
  }
}

function readPrivates(object: object, facts: ClassFacts): (readonly [PathStep, unknown])[] {
  return facts.privates.flatMap(({ address, fields }): (readonly [PathStep, unknown])[] => {
    const values = Object.entries(fields.read(object));
    return [
      ['', address],
      ['', values.length],
      ...values.flatMap(([key, value]): (readonly [PathStep, unknown])[] => [
        ['', key],
        [`#${key}`, value]
      ])
    ];
  });
}

/** What `toJSON` gives, for a class that makes its instances from that by a static method. */
function* encodeByCodec(object: object, found: ClassFound, hidden: string, encoder: Encoder): Codec {
  const method = ['fromJSON', 'load', 'from'].find(name => typeof Reflect.get(found.constructor, name) === 'function');
  const toJSON: unknown = Reflect.get(object, 'toJSON');
  if (method === undefined || typeof toJSON !== 'function') return refuse(`an instance of ${found.name}, ${hidden}`, plainDataHint);
  const data = callCodec(object, toJSON, found.name);
  const { pickle } = encoder;
  pickle.global('types', 'SimpleNamespace');
  pickle.tuple(0);
  pickle.reduce();
  pickle.op(op.EMPTY_DICT);
  writeClassName(found.name, encoder);
  pickle.key('data');
  encoder.at = { text: '.toJSON()' };
  if (!encoder.atom(data)) yield data;
  pickle.op(op.SETITEM);
  encoder.note(before.codec, found.address, method);
  pickle.op(op.BUILD);
  encoder.remember(object);
}

function callCodec(object: object, toJSON: object, name: string): unknown {
  try {
    return Reflect.apply(toJSON as () => unknown, object, []);
  } catch (error) {
    return refuse(`an instance of ${name}, whose toJSON failed`, plainDataHint, error);
  }
}
