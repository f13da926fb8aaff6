import { createHash } from 'node:crypto';

/** Characters of a string that are shown; longer ones with their length and hash. */
const shown = 200;

/** A value that is no object, as text that tells it from any other: `-0`, `12n`, `"a\n"`. Not for symbols. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function stringText(value: string): string {
  if (value.length <= shown) return JSON.stringify(value);
  const hash = createHash('sha1').update(value, 'utf16le').digest('hex');
  return `${JSON.stringify(value.slice(0, shown))}… (${value.length} characters, sha1 ${hash})`;
}

/** A property's key as it is written behind its object: `.name`, `[0]`, `["my key"]`, `[Symbol(mark)]`. */
export function keyText(key: string | symbol): string {
  if (typeof key === 'symbol') return `[${String(key)}]`;
  if (/^(0|[1-9]\d{0,15})$/.test(key)) return `[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${scalarText(key)}]`;
}
