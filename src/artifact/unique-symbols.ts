import { randomUUID } from 'node:crypto';

const idOf = new Map<symbol, string>();
const symbolOf = new Map<string, symbol>();
let newId: () => string = randomUUID;

/** The id of a symbol that was made by `Symbol()`, the same in every process that gets the symbol by `symbolWithId`. */
export function idOfSymbol(symbol: symbol): string {
  const known = idOf.get(symbol);
  if (known !== undefined) return known;
  const id = newId();
  remember(id, symbol);
  return id;
}

/** The symbol with that id; it is made when this process does not have it yet. */
export function symbolWithId(id: string, description: string | undefined): symbol {
  return symbolOf.get(id) ?? remember(id, Symbol(description));
}

/**
 * Gives the symbols that are first met while `work` runs ids that are numbers after `prefix`: every process that does the same work, as
 * all tasks do with setup cells, then has them under the same ids.
 */
export function numberSymbols<T>(prefix: string, work: () => T): T {
  const before = newId;
  let count = 0;
  newId = () => `${prefix}-${count++}`;
  try {
    return work();
  } finally {
    newId = before;
  }
}

function remember(id: string, symbol: symbol): symbol {
  idOf.set(symbol, id);
  symbolOf.set(id, symbol);
  return symbol;
}
