import { randomUUID } from 'node:crypto';

const idOf = new Map<symbol, string>();
const symbolOf = new Map<string, symbol>();

/** The id of a symbol that was made by `Symbol()`, the same in every process that gets the symbol by `symbolWithId`. */
export function idOfSymbol(symbol: symbol): string {
  const known = idOf.get(symbol);
  if (known !== undefined) return known;
  const id = randomUUID();
  remember(id, symbol);
  return id;
}

/** The symbol with that id; it is made when this process does not have it yet. */
export function symbolWithId(id: string, description: string | undefined): symbol {
  return symbolOf.get(id) ?? remember(id, Symbol(description));
}

function remember(id: string, symbol: symbol): symbol {
  idOf.set(symbol, id);
  symbolOf.set(id, symbol);
  return symbol;
}
