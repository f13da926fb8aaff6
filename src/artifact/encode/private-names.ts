/** True when the source text of a class has `#names` of its own or of an inner class. */
export function usesPrivateNames(source: string): boolean {
  if (!/#[\p{ID_Start}$_]/u.test(source)) return false;
  const acorn = require('acorn') as typeof import('acorn');
  try {
    for (const token of acorn.tokenizer(`(${source})`, { ecmaVersion: 'latest' })) if (token.type.label === 'privateId') return true;
    return false;
  } catch {
    return true;
  }
}
