import type { CodeContext } from '../artifact';
import { parseAddress } from '../code-address';
import { symbolHolders } from '../encode/class-facts';
import { codeAt } from './instances';
import { isObject } from './value-kinds';

/** The symbol that a class has as a key, found by where it has it and its description; undefined when it has none such here. */
export function placedSymbol(where: string, addressText: string, description: string, code: CodeContext): symbol | undefined {
  const address = parseAddress(addressText);
  const holder = symbolHolders.find(item => item.name === where);
  if (address === null || holder === undefined) return undefined;
  const object = holder.of(codeAt(addressText, code), address);
  return isObject(object) ? Object.getOwnPropertySymbols(object).find(symbol => symbol.description === description) : undefined;
}
