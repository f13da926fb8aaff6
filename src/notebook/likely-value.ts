import { nearNames } from '../near-names';
import type { Schema } from './schema-errors';

/** What is meant when a required setting is missing: Metaflow's default of @retry; a telling name. */
const usual: Readonly<Record<string, unknown>> = { 'retry.times': 3, 'catch.var': 'failed' };

/** The value that fits the schema and was probably meant: `"2"` is 2, 25 of at most 20 is 20; undefined where nothing is likely. */
export function likelyValue(schema: Schema, found: unknown, path: readonly string[]): unknown {
  if (found === undefined) return usual[path.join('.')];
  if (schema.enum !== undefined) return nearNames(String(found), schema.enum.map(String))[0];
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  for (const type of types) {
    const value = asType(type, found, schema);
    if (value !== undefined) return value;
  }
  return undefined;
}

function asType(type: string, found: unknown, schema: Schema): unknown {
  switch (type) {
    case 'number':
    case 'integer':
      return asNumber(found, schema, type === 'integer');
    case 'boolean':
      return ({ true: true, false: false, yes: true, no: false, 1: true, 0: false } as Record<string, boolean>)[
        String(found).toLowerCase()
      ];
    case 'string':
      return asText(found, schema);
    case 'object':
      return wrapped(found, schema);
    default:
      return undefined;
  }
}

function asNumber(found: unknown, { minimum, maximum, exclusiveMinimum }: Schema, isWhole: boolean): number | undefined {
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum) return undefined;
  const whole = isWhole ? Math.round(number) : number;
  return Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, whole));
}

function asText(found: unknown, { maxLength, pattern }: Schema): string | undefined {
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') return undefined;
  const text = String(found).slice(0, maxLength);
  if (pattern === undefined) return text === '' ? undefined : text;
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '');
  return new RegExp(pattern).test(name) ? name : undefined;
}

/** `retry: 2` for `retry: { times: 2 }`: the only thing that such an object must have. */
function wrapped(found: unknown, schema: Schema): object | undefined {
  const [key, second] = schema.required ?? [];
  const inner = schema.properties?.[key ?? ''];
  if (key === undefined || second !== undefined || inner === undefined || typeof found === 'object') return undefined;
  const value = likelyValue(inner, found, []);
  return value === undefined ? undefined : { [key]: value };
}
