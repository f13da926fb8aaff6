import { describe, expect, it } from 'vitest';
import type { Parameter, ParameterType } from '../../../src/language/language';
import { parameterValues } from '../../../src/run/parameter-values';

const range = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 1 };

function parameter(name: string, type: ParameterType, value: unknown): Parameter {
  return { name, range, cell: 'p', type, default: value };
}

const parameters = [
  parameter('rate', 'number', 0.1),
  parameter('label', 'string', 'a'),
  parameter('dry_run', 'boolean', false),
  parameter('seed', 'bigint', '7'),
  parameter('options', 'object', {}),
  parameter('sizes', 'array', []),
  parameter('limit', 'null', null)
];

function valueOf(name: string, text: string | null): unknown {
  return parameterValues(parameters, [{ name, text }])[0]?.value;
}

describe('the value of a parameter', () => {
  it.each([
    ['rate', '0.25', 0.25],
    ['rate', '-1e3', -1000],
    ['rate', '1_000', 1000],
    ['rate', '0x10', 16],
    ['label', '1', '1'],
    ['label', '', ''],
    ['dry_run', 'true', true],
    ['dry_run', null, true],
    ['dry-run', 'false', false],
    ['seed', '99999999999999999999', '99999999999999999999'],
    ['seed', '12n', '12'],
    ['options', '{"a": [1]}', { a: [1] }],
    ['sizes', '[1, 2]', [1, 2]],
    ['limit', '3', 3],
    ['limit', 'many', 'many']
  ])('%s %s is read as its type says', (name, text, value) => {
    expect(valueOf(name, text)).toEqual(value);
  });

  it.each([
    ['rate', 'fast'],
    ['rate', ''],
    ['rate', null],
    ['dry_run', 'yes'],
    ['seed', '1.5'],
    ['options', '[1]'],
    ['sizes', '{"a": 1}'],
    ['sizes', '[1']
  ])('%s %s is refused by the name of the parameter', (name, text) => {
    expect(() => valueOf(name, text)).toThrow(expect.objectContaining({ code: 'HW512', about: name }) as Error);
  });

  it('of an unknown name is refused with the names that come near, options of the command included', () => {
    expect(() => valueOf('rat', '1')).toThrow(
      expect.objectContaining({ code: 'HW511', hint: expect.stringMatching(/--rate/) as string }) as Error
    );
    expect(() => parameterValues(parameters, [{ name: 'max-worker', text: '1' }], ['max-workers'])).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/--max-workers/) as string }) as Error
    );
  });

  it('given twice is refused', () => {
    const twice = [
      { name: 'rate', text: '1' },
      { name: 'rate', text: '2' }
    ];
    expect(() => parameterValues(parameters, twice)).toThrow(expect.objectContaining({ code: 'HW513' }) as Error);
  });
});
