import { idOfSymbol } from '../unique-symbols';

/**
 * How another process finds the symbol: `registered` (`Symbol.for`) and its key, `known` (`Symbol.iterator`) and its name,
 * or `unique`, its id and, when it has one, its description.
 */
export function nameSymbol(symbol: symbol): string[] {
  const key = Symbol.keyFor(symbol);
  if (key !== undefined) return ['registered', key];
  const known = wellKnown.get(symbol);
  if (known !== undefined) return ['known', known];
  const id = ['unique', idOfSymbol(symbol)];
  return symbol.description === undefined ? id : [...id, symbol.description];
}

/** True for a symbol that only those who hold it know. */
export function isUniqueSymbol(symbol: symbol): boolean {
  return Symbol.keyFor(symbol) === undefined && !wellKnown.has(symbol);
}

const wellKnown = new Map(
  Object.getOwnPropertyNames(Symbol).flatMap(name => {
    const value: unknown = Reflect.get(Symbol, name);
    return typeof value === 'symbol' ? [[value, name] as const] : [];
  })
);
