import { nearNames } from '../near-names';
import cellSchema from './schema/headwater-cell.schema.json';
import notebookSchema from './schema/headwater-notebook.schema.json';
import { likelyValue } from './likely-value';
import { schemaAt, schemaErrors, type Schema, type SchemaError } from './schema-errors';
import { isSettings, orNothing, withoutSetting, withSetting, type Settings } from './setting-paths';

/** What the settings could be instead; null: none at all. */
export interface Repair {
  /** An imperative, such as "Set 'retry.times' to 2". */
  readonly title: string;
  readonly settings: Settings | null;
}

/** Ways to mend what HW131 or HW132 says about settings, best first; each leaves fewer mistakes than there are. */
export function repairSettings(of: 'cell' | 'notebook', settings: unknown, about: string): Repair[] {
  if (!isSettings(settings)) return [{ title: 'Remove the settings', settings: null }];
  const schema = of === 'cell' ? cellSchema : notebookSchema;
  const errors = schemaErrors(schema, settings);
  const error = errors.find(each => aboutOf(each) === about);
  if (error === undefined) return [];
  const found = [...corrections(error, settings, schema), ...removals(error, settings)];
  const different = new Map([...found].reverse().map(each => [JSON.stringify(each.settings), each]));
  return [...different.values()]
    .reverse()
    .filter(({ settings: mended }) => mended === null || schemaErrors(schema, mended).length < errors.length);
}

function aboutOf(error: SchemaError): string {
  return [...error.path, ...(error.problem === 'missing' ? [error.key] : [])].join('.');
}

function corrections(error: SchemaError, settings: Settings, schema: Schema): Repair[] {
  if (error.problem === 'unknown') return renamings(error.path, error.known, settings);
  const path = error.problem === 'missing' ? [...error.path, error.key] : error.path;
  const value = likelyValue(schemaAt(schema, path), valueAt(settings, path), path);
  if (value === undefined) return [];
  return [{ title: `Set '${path.join('.')}' to ${JSON.stringify(value)}`, settings: withSetting(settings, path, value) }];
}

function renamings(path: readonly string[], known: readonly string[], settings: Settings): Repair[] {
  const [around, key] = [path.slice(0, -1), path.at(-1) ?? ''];
  const siblings = valueAt(settings, around);
  const free = known.filter(each => isSettings(siblings) && !Object.hasOwn(siblings, each));
  return nearNames(key, free).map(near => ({
    title: `Rename '${path.join('.')}' to '${near}'`,
    settings: withSetting(withoutSetting(settings, path), [...around, near], valueAt(settings, path))
  }));
}

/** Without the key, or without the object around it, which needs the key. */
function removals(error: SchemaError, settings: Settings): Repair[] {
  const paths = error.problem === 'missing' ? [error.path] : [error.path, error.path.slice(0, -1)];
  return paths
    .filter(path => path.length > 0)
    .map(path => ({ title: `Remove '${path.join('.')}'`, settings: orNothing(withoutSetting(settings, path)) }));
}

function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isSettings(inner) ? inner[key] : undefined), settings);
}
