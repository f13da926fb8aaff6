import { isBuiltin } from 'node:module';
import type { CodeAddress, CodeContext, PrivateFields } from '../artifact';
import { formatAddress } from '../code-address';
import { constructorOf } from './prototype';
import { usesPrivateNames } from './private-names';

/** What a class and its bases mean for storing an instance. */
export interface ClassFacts {
  /** Why its fields are not all that an instance is; null when they are. */
  readonly hidden: string | null;
  /** The classes of the chain that have `#private` fields, which can be read. */
  readonly privates: readonly { readonly address: string; readonly fields: PrivateFields }[];
  /** A class of the chain comes from a module. */
  readonly foreign: boolean;
  /** Where a class of the chain has the symbol as a key, in the words of a `symbol` note; null: nowhere. */
  placeOfSymbol(symbol: symbol): readonly string[] | null;
}

/** Looks at a class and its bases, once for each class. */
export function classFacts(constructor: object, code: CodeContext): ClassFacts {
  const known = cache.get(constructor);
  if (known !== undefined) return known;
  const facts = readClassFacts(chainOf(constructor), code);
  cache.set(constructor, facts);
  return facts;
}

const cache = new WeakMap<object, ClassFacts>();

/** Classes of JavaScript and node whose instances are their fields and nothing else; real errors have a codec of their own. */
const openBuiltins = new Set([
  'EventEmitter',
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'URIError',
  'EvalError'
]);

function readClassFacts(chain: readonly object[], code: CodeContext): ClassFacts {
  const addresses = chain.map(item => code.addressOf(item));
  return {
    hidden: chain.map((item, i) => hiddenState(item, addresses[i] ?? null, code)).find(reason => reason !== null) ?? null,
    privates: chain.flatMap((item, i) => readPrivateFields(item, addresses[i] ?? null, code)),
    foreign: addresses.some(address => address?.kind !== 'definition'),
    placeOfSymbol: symbol => chain.map((item, i) => placeIn(item, addresses[i] ?? null, symbol)).find(place => place !== null) ?? null
  };
}

/** The class and its bases, as its prototypes say, without Object. */
function chainOf(constructor: object): object[] {
  const chain = [constructor];
  const start: unknown = Reflect.get(constructor, 'prototype');
  for (let prototype = parentOf(start); prototype !== null && prototype !== Object.prototype; prototype = parentOf(prototype)) {
    const base = constructorOf(prototype);
    if (base !== null) chain.push(base);
  }
  return chain;
}

function parentOf(value: unknown): object | null {
  return typeof value === 'object' && value !== null ? (Object.getPrototypeOf(value) as object | null) : null;
}

function hiddenState(constructor: object, address: CodeAddress | null, code: CodeContext): string | null {
  const source = Function.prototype.toString.call(constructor);
  if (isOpaqueBuiltin(source, address, constructor)) return 'whose state lies inside the JavaScript engine or the system';
  if (code.privateFields(constructor) !== null) return null;
  if (/__?classPrivateField/.test(source) || (address?.kind !== 'definition' && keepsStateAside(source)))
    return 'whose private state cannot be read';
  return usesPrivateNames(source) ? 'whose #private fields cannot be read' : null;
}

/** A class of a module that looks its instances up: `privates.get(this)`. */
function keepsStateAside(source: string): boolean {
  return /\bWeakMap\b|\.(?:get|has)\(this\)|\.set\(this,/.test(source);
}

function isOpaqueBuiltin(source: string, address: CodeAddress | null, constructor: object): boolean {
  if (openBuiltins.has(Reflect.get(constructor, 'name') as string) && isNodes(address)) return false;
  return /\{\s*\[native code\]\s*\}$/.test(source) || isNodes(address);
}

function isNodes(address: CodeAddress | null): boolean {
  return address?.kind === 'builtin' || (address?.kind === 'module' && isBuiltin(address.module));
}

function readPrivateFields(constructor: object, address: CodeAddress | null, code: CodeContext): ClassFacts['privates'] {
  const fields = code.privateFields(constructor);
  return fields === null || address === null ? [] : [{ address: formatAddress(address), fields }];
}

function placeIn(constructor: object, address: CodeAddress | null, symbol: symbol): readonly string[] | null {
  if (address === null) return null;
  for (const where of symbolHolders) {
    const holder = where.of(constructor, address);
    if (holder !== null && Object.getOwnPropertySymbols(holder).includes(symbol))
      return [where.name, formatAddress(address), symbol.description ?? ''];
  }
  return null;
}

/** Where a class may have a symbol that its instances use as a key. */
export const symbolHolders: readonly { readonly name: string; of(constructor: object, address: CodeAddress): object | null }[] = [
  { name: 'prototype', of: constructor => Reflect.get(constructor, 'prototype') as object },
  { name: 'static', of: constructor => constructor },
  // Node's emitters use symbols that only an emitter itself shows.
  {
    name: 'instance',
    of: (constructor, address) =>
      isNodes(address) && typeof constructor === 'function' ? (Reflect.construct(constructor, []) as object) : null
  }
];
