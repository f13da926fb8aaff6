import { HeadwaterError } from '../errors';
import type { Parameter } from '../language/language';
import { nearNames } from '../near-names';
import type { ParameterValue } from '../task/protocol';

/** A parameter as it was typed: its value is null in `--flag` with nothing after it. */
export interface GivenParameter {
  readonly name: string;
  readonly text: string | null;
}

/**
 * The values of the parameters that were given, typed as the notebook's own.
 * `options`: names that could have been meant instead.
 * @throws HeadwaterError HW511 for an unknown name, HW512 for a value of the wrong type, HW513 for a name given twice
 */
export function parameterValues(
  parameters: readonly Parameter[],
  given: readonly GivenParameter[],
  options: readonly string[] = []
): ParameterValue[] {
  const seen = new Set<string>();
  return given.map(each => {
    const parameter = parameters.find(({ name }) => name === each.name || name === each.name.replaceAll('-', '_'));
    if (parameter === undefined) throw unknown(each.name, parameters, options);
    if (seen.has(parameter.name))
      throw new HeadwaterError('HW513', `The parameter '${parameter.name}' is given twice.`, {
        about: parameter.name,
        hint: 'Give it once.'
      });
    seen.add(parameter.name);
    return { name: parameter.name, type: parameter.type, value: parseValue(parameter, each.text) };
  });
}

/** A parameter's value in a run. */
export interface RunParameter extends ParameterValue {
  /** False: the notebook's default. */
  readonly given: boolean;
}

/** Every parameter with its value in a run: the given one, else its default. */
export function effectiveParameters(parameters: readonly Parameter[], given: readonly ParameterValue[]): RunParameter[] {
  return parameters.map(({ name, type, default: value }) => {
    const found = given.find(each => each.name === name);
    return found === undefined ? { name, type, value, given: false } : { ...found, given: true };
  });
}

function unknown(name: string, parameters: readonly Parameter[], options: readonly string[]): HeadwaterError {
  const names = parameters.map(each => each.name);
  const near = nearNames(name, [...names, ...options]);
  const known = names.length === 0 ? 'The notebook has no parameters' : `Its parameters are ${names.map(each => `--${each}`).join(', ')}`;
  return new HeadwaterError('HW511', `There is no parameter '${name}'.`, {
    about: name,
    hint: near.length > 0 ? `Did you mean --${near.join(' or --')}? ${known}.` : `${known}; headwater run --help lists the options.`
  });
}

function parseValue(parameter: Parameter, text: string | null): unknown {
  if (text === null) {
    if (parameter.type === 'boolean') return true;
    throw wrong(parameter, 'no value', '');
  }
  const value = parsers[parameter.type](text);
  if (value === undefined) throw wrong(parameter, `'${text}'`, text);
  return value;
}

/** Each gives undefined for text that is no such value. */
const parsers: Readonly<Record<Parameter['type'], (text: string) => unknown>> = {
  number: text =>
    /^[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?$|^0[xob][\da-fA-F]+$/.test(text) ? Number(text.replaceAll('_', '')) : undefined,
  string: text => text,
  boolean: text => ({ true: true, false: false })[text],
  bigint: text => (/^[-+]?\d+n?$/.test(text) ? BigInt(text.replace(/n$/, '')).toString() : undefined),
  object: text => json(text, value => typeof value === 'object' && value !== null && !Array.isArray(value)),
  array: text => json(text, Array.isArray),
  null: text => json(text, () => true) ?? text
};

function json(text: string, fits: (value: unknown) => boolean): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const wanted: Readonly<Record<Parameter['type'], string>> = {
  number: 'a number, such as 0.1',
  string: 'a text',
  boolean: 'true or false',
  bigint: 'a whole number',
  object: `an object in JSON, such as '{"a": 1}'`,
  array: `an array in JSON, such as '[1, 2]'`,
  null: 'a value in JSON'
};

function wrong(parameter: Parameter, what: string, text: string): HeadwaterError {
  return new HeadwaterError('HW512', `The parameter '${parameter.name}' must be ${wanted[parameter.type]}, and not ${what}.`, {
    about: parameter.name,
    hint: text === '' ? `Write --${parameter.name} <value>.` : `Its default is ${JSON.stringify(parameter.default)}.`
  });
}
