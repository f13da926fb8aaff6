import type { Schema as ValidatorSchema } from '@cfworker/json-schema';

/** The parts of JSON schema that our schemas use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly [other: string]: unknown;
}

/** One place where a value does not fit its schema. */
export type SchemaError = { readonly path: readonly string[] } & (
  | { readonly problem: 'unknown'; readonly known: readonly string[] }
  | { readonly problem: 'missing'; readonly key: string }
  | { readonly problem: 'wrong'; readonly expected: string; readonly found: string }
);

/** Where a value does not fit a schema, outermost first; empty when it fits. */
export function schemaErrors(schema: Schema, value: unknown): SchemaError[] {
  // Loaded here, because most notebooks have no settings at all and a cold start must stay fast.
  const { Validator } = require('@cfworker/json-schema') as typeof import('@cfworker/json-schema');
  if (!isValidatorSchema(schema)) return [];
  const { errors } = new Validator(schema, '2020-12', false).validate(value);
  const found = new Map<string, SchemaError>();
  for (const error of errors) {
    if (error.keyword === 'properties' || error.keyword === 'additionalProperties') continue;
    const path = pathOf(error.instanceLocation);
    for (const each of explain(error.keyword, path, schema, value)) {
      const key = JSON.stringify([path, each.problem === 'missing' ? each.key : null]);
      if (!found.has(key)) found.set(key, each);
    }
  }
  return [...found.values()];
}

function explain(keyword: string, path: readonly string[], schema: Schema, value: unknown): SchemaError[] {
  const last = path.at(-1);
  if (keyword === 'false' && last !== undefined) {
    const around = schemaAt(schema, path.slice(0, -1));
    return [{ problem: 'unknown', path, known: Object.keys(around.properties ?? {}) }];
  }
  const here = schemaAt(schema, path);
  const instance = valueAt(value, path);
  if (keyword === 'required')
    return (here.required ?? []).filter(key => !isObject(instance) || !(key in instance)).map(key => ({ problem: 'missing', path, key }));
  return [{ problem: 'wrong', path, expected: expectation(here), found: JSON.stringify(instance) ?? 'nothing' }];
}

/** `a whole number from 0 to 20`, `'task' or 'step'`, …: what a schema asks for, in words. */
function expectation(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map(each => `'${String(each)}'`).join(' or ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.map(type => typeInWords[type] ?? type).join(' or ') + limits(schema);
}

const typeInWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list'
};

function limits(schema: Schema): string {
  let text = '';
  if (schema.exclusiveMinimum !== undefined) text += ` above ${schema.exclusiveMinimum}`;
  if (schema.minimum !== undefined) text += ` from ${schema.minimum}`;
  if (schema.maximum !== undefined) text += ` to ${schema.maximum}`;
  if (schema.minLength !== undefined) text += ` of at least ${schema.minLength} character`;
  if (schema.maxLength !== undefined) text += ` and at most ${schema.maxLength}`;
  if (schema.pattern !== undefined) text += ` that matches ${schema.pattern}`;
  return text;
}

/** The schema of what lies at a path. */
export function schemaAt(schema: Schema, path: readonly string[]): Schema {
  let here = schema;
  for (const key of path) {
    const inner = here.properties?.[key] ?? here.additionalProperties;
    here = typeof inner === 'object' ? inner : {};
  }
  return here;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const key of path) here = isObject(here) ? here[key] : undefined;
  return here;
}

/** `#/retry/times` -> `['retry', 'times']`; RFC 6901 inside a URI fragment. */
function pathOf(location: string): string[] {
  return location
    .split('/')
    .slice(1)
    .map(part => decodeURI(part).replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** Our narrower, read-only view of a schema is one that the validator takes. */
function isValidatorSchema(schema: unknown): schema is ValidatorSchema {
  return isObject(schema);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
