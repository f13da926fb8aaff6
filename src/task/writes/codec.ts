import type { TableForm } from '../../artifact/arrow-envelope';
import type { CodeContext, EncodedGroup, EncodedValue, Memory, StoredVersion, Unstorable } from '../../artifact/artifact';
import type { BlobStore } from '../../datastore/datastore';
import { HeadwaterError } from '../../errors';

/** What a task needs of the artifact room; loaded when a value is first stored or loaded, so that starting stays cheap. */
export interface Codec {
  encodeVariables(values: ReadonlyMap<string, unknown>, code: CodeContext, tables?: TableForm): EncodedVariables;
  decodeValue(bytes: Uint8Array, code: CodeContext): unknown;
  decodeGroup(bytes: Uint8Array, code: CodeContext): ReadonlyMap<string, unknown>;
}

/** Variables in the groups that they form by sharing mutable objects, and those that could not be stored. */
export interface EncodedVariables {
  readonly groups: readonly EncodedGroup[];
  readonly unstorable: readonly Unstorable[];
  /** What the variables reach of memory that tables and views may share; those that reach none are left out. */
  readonly memory: ReadonlyMap<string, Memory>;
}

/** A codec that takes no notice of what variables share: for tests that show what groups are for. */
export function separately(codec: Codec): Codec {
  return {
    ...codec,
    encodeVariables(values, code) {
      const each = [...values].map(entry => codec.encodeVariables(new Map([entry]), code));
      return { groups: each.flatMap(({ groups }) => groups), unstorable: each.flatMap(({ unstorable }) => unstorable), memory: new Map() };
    }
  };
}

/** A codec that stores tables as Parquet. */
export function withParquet(codec: Codec): Codec {
  return { ...codec, encodeVariables: (values, code) => codec.encodeVariables(values, code, 'parquet') };
}

/** Writes a value's bytes; `joint` says which variables it was stored with, `viewOf` whose tables lie in its memory. */
export function saveEncoded(
  store: BlobStore,
  encoded: EncodedValue,
  joint: StoredVersion['joint'],
  viewOf: readonly string[] = []
): StoredVersion {
  const { key, size, raw, pythonType, summary } = encoded;
  store.save(key, encoded.parts, raw);
  return { key, joint, size, raw, pythonType, summary, ...(viewOf.length === 0 ? {} : { viewOf }) };
}

/** Encodes one value that stands alone. @throws HeadwaterError HW301 when it cannot be stored */
export function encodeAlone(codec: Codec, name: string, value: unknown, code: CodeContext): EncodedValue {
  const { groups, unstorable } = codec.encodeVariables(new Map([[name, value]]), code);
  const encoded = groups[0]?.values[name];
  if (encoded === undefined)
    throw unstorableError(unstorable[0] ?? { variable: name, path: name, what: 'it', hint: 'Keep it inside one step.' }, null);
  return encoded;
}

/** The error that says what could not be stored, where, and what to do; `others` are named too. */
export function unstorableError(first: Unstorable, cell: string | null, others: readonly Unstorable[] = []): HeadwaterError {
  const { variable, path, what, hint } = first;
  const place = path === variable ? `'${variable}'` : `'${path}' in variable '${variable}'`;
  const where = cell === null ? '' : ` (cell ${cell})`;
  const names = [...new Set(others.map(each => each.variable))].filter(name => name !== variable);
  const more = names.length === 0 ? '' : ` Nor can ${names.map(name => `'${name}'`).join(', ')}.`;
  const message = `${place}${where} cannot be stored: it is ${what}.${more}`;
  return new HeadwaterError('HW301', message, { hint, about: variable, ...(cell === null ? {} : { cell }) });
}
