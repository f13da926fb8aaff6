import type { Table } from 'apache-arrow';
import type { ArrowValue } from './arrow/recognise';

/** Where a function or class value comes from, so that another process can have the same one. */
export type CodeAddress =
  /** A definition of a cell, or something reached from it by property names (`Inner.Pt`). */
  | { readonly kind: 'definition'; readonly cell: number; readonly name: string; readonly path: readonly string[] }
  /** Something that a module exports: `module` as it is required, `path` the property names from its exports. */
  | { readonly kind: 'module'; readonly module: string; readonly path: readonly string[] }
  /** A JavaScript builtin, by property names from globalThis (`Array.prototype.push` -> ['Array','prototype','push']). */
  | { readonly kind: 'builtin'; readonly path: readonly string[] };

/** How codecs reach the code that a value refers to. In a task it is the runtime; in the client it only names things. */
export interface CodeContext {
  /** Address of a function or class, or null when it has none (a closure, an anonymous function). */
  addressOf(value: object): CodeAddress | null;
  /** The function, class or object at an address; undefined when it cannot be had here (the decoder then makes a named placeholder). */
  resolve(address: CodeAddress): object | undefined;
  /**
   * Makes a function from its source text, as `Function.prototype.toString` gave it, with its captured local variables bound to `captured`;
   * they are shared with the other functions that are made with the same `captured` object. Undefined when code must not run here (the client).
   */
  compile(source: string, captured: Readonly<Record<string, unknown>>): ((...args: never[]) => unknown) | undefined;
  /** Names that function text may use without capturing them: `$`, `$3`, `$require`, … */
  isAmbientName(name: string): boolean;
  /** The apache-arrow that the user's code imports, so that a decoded table is an instance of its `Table`; left out: this package's own. */
  arrow?(): typeof import('apache-arrow');
  /** Told of each table that is decoded. */
  tableDecoded?(table: Table): void;
  /** For classes of cells with `#private` names: reads and writes them (see language codegen, `$class`). Null when the class has none. */
  privateFields(ctor: object): PrivateFields | null;
}

/** Access to the `#private` fields of a class that a cell defines; the class registers it itself when it is evaluated. */
export interface PrivateFields {
  /** Private instance fields of this class (not of its bases) found on the object, by name without `#`. */
  read(object: object): Record<string, unknown>;
  write(object: object, fields: Readonly<Record<string, unknown>>): void;
  readStatic(): Record<string, unknown>;
  writeStatic(fields: Readonly<Record<string, unknown>>): void;
  /** A new object with the private fields present, no user code run. */
  allocate(): object;
}

/** A stored value ready to be written: parts are concatenated; big buffers are parts of their own and not copied. */
export interface EncodedValue {
  readonly parts: readonly Uint8Array[];
  /** Total bytes. */
  readonly size: number;
  /** Content key: lower-case hex sha1 of the bytes. */
  readonly key: string;
  /** `cas_raw`: stored uncompressed (tables and other big buffers, so that they can be mapped). */
  readonly raw: boolean;
  /** Python's name for the value's type, as Metaflow records it: `<class 'int'>`. */
  readonly pythonType: string;
  /** Of a table that should be kept as Parquet and is kept as Arrow: why. */
  readonly notParquet?: string;
  /** One line for people: `Table 50,000 × 12`, `number 0.93`, `Map(3)`. At most 120 characters. */
  readonly summary: string;
}

/** A variable that a task could not store. `path` starts with the variable's name: `model.layers[3].activation`. */
export interface Unstorable {
  readonly variable: string;
  readonly path: string;
  /** What is there: "a generator", "a function that closes over …". */
  readonly what: string;
  readonly hint: string;
}

/** Variables that share mutable objects: stored once jointly, so that `a === b` survives, and each alone for everybody else. */
export interface EncodedGroup {
  readonly variables: readonly string[];
  /** Each variable alone. */
  readonly values: Readonly<Record<string, EncodedValue>>;
  /** The joint blob: a pickled dict of them all. Null when there is one variable only, or all are the same value. */
  readonly joint: EncodedValue | null;
}

/** What a variable can reach of memory that an Arrow table and a typed array may share. */
export interface Memory {
  /** Buffers that it has itself or through views. */
  readonly views: readonly ArrayBufferLike[];
  /** Its tables, record batches and vectors. */
  readonly tables: readonly ArrowValue[];
}

/** Where one stored version of a variable lies. */
export interface StoredVersion {
  readonly key: string;
  /** Key of the joint blob and the variables in it; null when it stands alone. */
  readonly joint: { readonly key: string; readonly variables: readonly string[] } | null;
  readonly size: number;
  readonly raw: boolean;
  readonly pythonType: string;
  readonly summary: string;
  /** Variables whose Arrow tables lie in the memory of this one's typed arrays, which may therefore not be changed in place. Left out: none. */
  readonly viewOf?: readonly string[];
}
