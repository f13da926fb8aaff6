import type { CodeAddress, PrivateFields } from '../../artifact/artifact';
import type { CellCode, DefinitionCode, NotebookCode, PrivateAccess } from '../../language/code';
import type { Ambient } from '../code/compile';
import { evaluateExpression } from '../code/compile';
import { isImmutable } from './values';

/** A definition that exists in this process. */
export interface Instance {
  readonly cell: number;
  readonly name: string;
  readonly kind: DefinitionCode['kind'];
  readonly value: unknown;
}

/** The definitions of all cells: made when they are first needed, by running their cell or from their expression. */
export interface Definitions {
  /** Those that exist, in the order in which they came to be. */
  readonly instances: Iterable<Instance>;
  /** The value of a definition, made now if it does not exist. @throws what its expression throws */
  get(cell: number, name: string): unknown;
  /** True when the cell defines the name. */
  has(cell: number, name: string): boolean;
  find(cell: number, name: string): DefinitionCode | undefined;
  /** Remembers what a cell that runs has made of its definition; returns the value. */
  define(cell: number, name: string, value: unknown): unknown;
  addressOf(value: object): CodeAddress | null;
  /** Registers how to reach the private fields of a class. */
  registerClass(constructor: object, access: PrivateAccess): void;
  privateFields(constructor: object): PrivateFields | null;
  /** True while an instance is made whose fields are written afterwards. */
  readonly restoring: boolean;
}

/** Definitions of a notebook. `ambientOf` gives what a cell's code may use; `made` is told of each new instance; `remaking` runs what makes one again. */
export function definitionsOf(
  code: NotebookCode,
  ambientOf: (cell: CellCode) => Ambient,
  made: (instance: Instance) => void,
  remaking: (cell: number, name: string, make: () => unknown) => unknown
): Definitions {
  const cells = new Map(code.cells.map(cell => [cell.index, cell]));
  const instances = new Map<string, Instance>();
  const classes = new WeakMap<object, PrivateAccess>();
  const addresses = addressBook();
  let restoring = false;

  const find = (cell: number, name: string): DefinitionCode | undefined =>
    cells.get(cell)?.definitions.findLast(each => each.name === name);
  const define = (cell: number, name: string, value: unknown): unknown => {
    const instance = { cell, name, kind: find(cell, name)?.kind ?? 'function', value };
    instances.set(`${name}@${cell}`, instance);
    addresses.add(instance);
    made(instance);
    return value;
  };
  const get = (index: number, name: string): unknown => {
    const known = instances.get(`${name}@${index}`);
    if (known) return known.value;
    const cell = cells.get(index);
    const definition = find(index, name);
    if (cell === undefined || definition === undefined) return undefined;
    const make = (): unknown => evaluateExpression(cell, `definition/${name}`, definition.expression, ambientOf(cell));
    return define(index, name, definition.madeOf.length === 0 ? make() : remaking(index, name, make));
  };
  return {
    instances: { [Symbol.iterator]: () => instances.values() },
    find,
    has: (cell, name) => find(cell, name) !== undefined,
    get,
    define,
    addressOf: addresses.find,
    registerClass: (constructor, access) => void classes.set(constructor, access),
    privateFields(constructor) {
      const access = classes.get(constructor);
      if (access === undefined) return null;
      return { ...access, allocate };
      function allocate(): object {
        const before = restoring;
        restoring = true;
        try {
          return Reflect.construct(constructor as new () => object, []);
        } finally {
          restoring = before;
        }
      }
    },
    get restoring() {
      return restoring;
    }
  };
}

interface AddressBook {
  add(instance: Instance): void;
  find(value: object): CodeAddress | null;
}

const depthLimit = 4;

/** Functions, classes and namespaces by what they are, with what lies inside of them when they are made: what is added later has no address. */
function addressBook(): AddressBook {
  const known = new WeakMap<object, CodeAddress>();
  return {
    add({ cell, name, kind, value }) {
      if (isImmutable(value)) return;
      const address: CodeAddress = { kind: 'definition', cell, name, path: [] };
      known.set(value as object, address);
      if (kind !== 'import') index(value as object, address, depthLimit);
    },
    find: value => known.get(value) ?? null
  };

  function index(holder: object, at: CodeAddress, depth: number): void {
    if (depth === 0) return;
    for (const key of Object.getOwnPropertyNames(holder)) {
      const inner: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
      if (isImmutable(inner) || known.has(inner as object)) continue;
      if (typeof inner !== 'function' && key !== 'prototype' && !isPlain(inner as object)) continue;
      const address = { ...at, path: [...at.path, key] };
      if (typeof inner === 'function') known.set(inner, address);
      index(inner as object, address, depth - 1);
    }
  }
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
