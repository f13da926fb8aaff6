import { stepName } from '../notebook/cell-role';

/** Words that carry little in a step's name. */
const little = new Set('a an the of and or to for in on at by with from our we is it this that as into'.split(' '));

/** `3. Train the models (ridge)` -> `train_models_ridge`: at most four words; null when no ASCII letter is left. */
export function nameFromHeading(heading: string): string | null {
  const words = heading
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/[^\x00-\x7F]/g, letter => (/\p{L}|\p{M}/u.test(letter) ? '' : ' '))
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .filter(word => word !== '');
  const start = words.findIndex(word => /^[a-z]/.test(word));
  if (start < 0) return null;
  const telling = words.slice(start).filter(word => !little.has(word));
  const name = (telling.length > 0 ? telling : words.slice(start)).slice(0, 4).join('_').replace(/_+$/, '');
  return stepName.test(name) ? name : null;
}

/** The possible step name that is nearest to a name: `train model!` -> `train_model`; null when no ASCII letter is left. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '');
  return stepName.test(slug) ? slug : null;
}

/** A name from what a cell makes, else from what it reads: `make_rows`, `use_rows`; `step` when neither gives one. */
export function nameFromVariables(made: readonly string[], read: readonly string[]): string {
  const [maker, reader] = [firstAscii(made), firstAscii(read)];
  if (maker !== undefined) return `make_${maker}`;
  return reader === undefined ? 'step' : `use_${reader}`;
}

function firstAscii(names: readonly string[]): string | undefined {
  return names.map(name => name.replace(/[^A-Za-z0-9_]/g, '').replace(/^[^A-Za-z]+/, '')).find(name => name !== '');
}

/** The name itself, else with the first number that makes it new; steps that differ only in case would share a folder. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const folded = new Set([...taken].flatMap(each => [each, `${each}_split`, `${each}_join`]).map(each => each.toLowerCase()));
  if (!folded.has(name.toLowerCase())) return name;
  let number = 2;
  while (folded.has(`${name}_${number}`.toLowerCase())) number++;
  return `${name}_${number}`;
}
