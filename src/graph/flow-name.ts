/**
 * A flow's name from its notebook's file name, in PascalCase: `house prices-2.ipynb` -> `HousePrices2`.
 * Letters of other scripts that have no ASCII base are dropped; a name that would start with a digit gets `Flow` in front;
 * `Flow` when nothing is left.
 */
export function flowNameOfFile(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? '';
  const words = file
    .replace(/\.ipynb$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '');
  const name = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `Flow${name}`;
}

/** What a flow's name must look like: Metaflow's, a Python class name in ASCII. */
export const flowName = /^[A-Za-z_][A-Za-z0-9_]*$/;
