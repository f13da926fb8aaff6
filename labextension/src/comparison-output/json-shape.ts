/** Reads a value of JSON as what it should be; throws `Misfit` when it is something else. */
export type Reader<T> = (value: unknown) => T;

/** Data of an output that are not what their type says. */
export class Misfit extends Error {}

/** Characters of one text: longer ones are cut. */
const longest = 20_000;

/** A text; a very long one is cut. */
export const text: Reader<string> = value => {
  if (typeof value !== 'string') throw new Misfit('a text is missing');
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
};

/** A finite number. */
export const number: Reader<number> = value => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Misfit('a number is missing');
  return value;
};

/** True or false. */
export const flag: Reader<boolean> = value => {
  if (typeof value !== 'boolean') throw new Misfit('true or false is missing');
  return value;
};

/** Null where it is null or left out. */
export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return value => (value === null || value === undefined ? null : read(value));
}

/** One of some texts. */
export function oneOf<T extends string>(...known: readonly T[]): Reader<T> {
  return value => {
    const found = known.find(each => each === value);
    if (found === undefined) throw new Misfit(`one of ${known.join(', ')} is missing`);
    return found;
  };
}

/** A list, of which the first so many are read. */
export function list<T>(most: number, read: Reader<T>): Reader<T[]> {
  return value => {
    if (!Array.isArray(value)) throw new Misfit('a list is missing');
    return value.slice(0, most).map(read);
  };
}

/** Whatever has the fields that `read` asks for; only an object's own ones are seen. */
export function fields<T>(read: (field: <V>(name: string, each: Reader<V>) => V) => T): Reader<T> {
  return value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misfit('an object is missing');
    return read((name, each) => {
      const own: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      try {
        return each(own);
      } catch (error) {
        throw error instanceof Misfit ? new Misfit(`${name}: ${error.message}`) : error;
      }
    });
  };
}

/** Values by names, without those of any prototype. */
export function byName<T>(most: number, read: Reader<T>): Reader<Record<string, T>> {
  return value => {
    if (typeof value !== 'object' || value === null) throw new Misfit('an object is missing');
    const found = Object.create(null) as Record<string, T>;
    for (const [name, each] of Object.entries(value).slice(0, most)) found[name] = read(each);
    return found;
  };
}
