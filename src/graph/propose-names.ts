import { stepName } from '../notebook/cell-role';

/** Words that carry little in a step's name. */
const little = new Set('a an the of and or to for in on at by with from our we is it this that as into'.split(' '));

/** `3. Train the models (ridge)` -> `train_models_ridge`: at most four words; null when no ASCII letter is left. */
export function nameFromHeading(heading: string): string | null {
  const words = heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .filter(word => word !== '');
  const start = words.findIndex(word => /^[a-z]/.test(word));
  if (start < 0) return null;
  const telling = words.slice(start).filter(word => !little.has(word));
  const name = (telling.length > 0 ? telling : words.slice(start)).slice(0, 4).join('_').replace(/_+$/, '');
  return stepName.test(name) ? name : null;
}

/** A name from what a cell makes: `make_rows`; `step` when that gives none. */
export function nameFromVariables(names: readonly string[], isForeach: boolean): string {
  const ascii = names.map(name => name.replace(/[^A-Za-z0-9_]/g, '').replace(/^[^A-Za-z]+/, '')).find(name => name !== '');
  if (ascii === undefined) return isForeach ? 'each' : 'step';
  return `make_${ascii}`;
}

/** The name itself, else with the first number that makes it new; steps that differ only in case would share a folder. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const folded = new Set([...taken].flatMap(each => [each, `${each}_split`, `${each}_join`]).map(each => each.toLowerCase()));
  if (!folded.has(name.toLowerCase())) return name;
  let number = 2;
  while (folded.has(`${name}_${number}`.toLowerCase())) number++;
  return `${name}_${number}`;
}
