import type { TranslationBundle } from '@jupyterlab/translation';
import type { Parameter } from '../../../src/language/language';

/** What a person has typed, by parameter. */
export type TypedParameters = Readonly<Record<string, string>>;

/** The notebook's own value as it would be typed: strings as they are, all else as JSON, a bigint as its digits. */
export function defaultText({ type, default: value }: Parameter): string {
  return type === 'string' || type === 'bigint' ? String(value) : JSON.stringify(value);
}

/** Those that differ from the notebook's own values; the rest is not sent, so that it counts as the default. */
export function givenParameters(parameters: readonly Parameter[], typed: TypedParameters): TypedParameters {
  const given = parameters.filter(each => typed[each.name] !== undefined && typed[each.name] !== defaultText(each));
  return Object.fromEntries(given.map(({ name }) => [name, typed[name] ?? '']));
}

/** Why this text is no value of the parameter's type; null when it may be one (the engine decides). */
export function problemOf({ type }: Parameter, text: string, trans: TranslationBundle): string | null {
  switch (type) {
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? trans.__('Type a number.') : null;
    case 'bigint':
      return /^\s*-?\d+n?\s*$/.test(text) ? null : trans.__('Type a whole number.');
    case 'object':
    case 'array':
      return isJson(text, type) ? null : type === 'array' ? trans.__('Type a JSON array.') : trans.__('Type a JSON object.');
    default:
      return null;
  }
}

function isJson(text: string, type: 'object' | 'array'): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return type === 'array' ? Array.isArray(value) : typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
