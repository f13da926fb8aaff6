import { after, propertyFlags } from '../notes';
import type { Codec, Encoder } from './encoder';
import type { PathStep } from './refusal';

/** A property that is more than a plain value under a string key, or that does not stand in the dict. */
interface SpecialProperty {
  readonly key: string | symbol;
  readonly flags: number;
  /** Value or getter. */
  readonly first: unknown;
  readonly setter: unknown;
}

/** The own properties of an object, in order. */
export interface OwnProperties {
  /** String keys, and their values; an accessor's value is null. */
  readonly keys: string[];
  readonly values: unknown[];
  readonly special: SpecialProperty[];
  /** 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
  readonly level: number;
}

/** Reads own properties without calling accessors. `skip`: string keys that are told in another way. */
export function readOwnProperties(object: object, skip?: (key: string) => boolean): OwnProperties {
  const properties: OwnProperties = { keys: [], values: [], special: [], level: integrityLevel(object) };
  const usual = usualFlags(properties.level);
  for (const key of Reflect.ownKeys(object)) {
    if (skip !== undefined && typeof key === 'string' && skip(key)) continue;
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined) continue;
    if (typeof key === 'string' && descriptor.writable && descriptor.enumerable && descriptor.configurable && properties.level === 0) {
      properties.keys.push(key);
      properties.values.push(descriptor.value);
    } else addProperty(properties, key, descriptor, usual);
  }
  return properties;
}

/** True when a dict of the string keys says everything. */
export function isPlain(properties: OwnProperties): boolean {
  return properties.special.length === 0 && properties.level === 0;
}

/** The notes that follow an object whose string keys and values are written. Delegate to it with `yield*`. */
export function* writeSpecialProperties(properties: OwnProperties, encoder: Encoder): Codec {
  if (properties.special.length > 0) yield* encoder.noteAfter(after.properties, properties.special.flatMap(describe));
  if (properties.level > 0) yield* encoder.noteAfter(after.level, [['', properties.level]]);
}

/** All properties as special ones, for values whose Python form has no place for properties. */
export function* writeExtraProperties(properties: OwnProperties, encoder: Encoder): Codec {
  if (properties.keys.length === 0) return yield* writeSpecialProperties(properties, encoder);
  const known = new Map(properties.special.map(item => [item.key, item]));
  const named = properties.keys.map((key, i) => {
    const special = known.get(key);
    if (special === undefined) return { key, flags: usualFlags(0), first: properties.values[i], setter: undefined };
    return special.flags & propertyFlags.present
      ? { ...special, flags: special.flags & ~propertyFlags.present, first: properties.values[i] }
      : special;
  });
  const symbols = properties.special.filter(item => typeof item.key === 'symbol');
  yield* writeSpecialProperties({ ...properties, special: [...named, ...symbols] }, encoder);
}

function integrityLevel(object: object): number {
  if (Object.isExtensible(object)) return 0;
  if (Object.isFrozen(object)) return 3;
  return Object.isSealed(object) ? 2 : 1;
}

function usualFlags(level: number): number {
  const { writable, enumerable, configurable } = propertyFlags;
  if (level === 3) return enumerable;
  return level === 2 ? writable | enumerable : writable | enumerable | configurable;
}

function addProperty(properties: OwnProperties, key: string | symbol, descriptor: PropertyDescriptor, usual: number): void {
  const flags = flagsOf(descriptor);
  const isValue = (flags & propertyFlags.accessor) === 0;
  if (typeof key === 'string') {
    properties.keys.push(key);
    properties.values.push(isValue ? descriptor.value : null);
    if (flags === usual) return;
  }
  const present = isValue && typeof key === 'string';
  properties.special.push({
    key,
    flags: present ? flags | propertyFlags.present : flags,
    first: isValue ? (present ? undefined : descriptor.value) : descriptor.get,
    setter: descriptor.set
  });
}

function flagsOf(descriptor: PropertyDescriptor): number {
  return (
    (descriptor.writable ? propertyFlags.writable : 0) |
    (descriptor.enumerable ? propertyFlags.enumerable : 0) |
    (descriptor.configurable ? propertyFlags.configurable : 0) |
    ('value' in descriptor ? 0 : propertyFlags.accessor)
  );
}

function describe(item: SpecialProperty): (readonly [PathStep, unknown])[] {
  return [
    ['', item.key],
    ['', item.flags],
    [item.key, item.first],
    [item.key, item.setter]
  ];
}
