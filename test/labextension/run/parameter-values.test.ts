import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { defaultText, givenParameters, problemOf } from '../../../labextension/src/run/parameter-values';
import type { Parameter, ParameterType } from '../../../src/language/language';

const range = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 1 };
const parameter = (type: ParameterType, value: unknown): Parameter => ({ name: 'p', cell: 'c0', range, type, default: value });
const trans = nullTranslator.load('headwater');

describe('parameters as they are typed', () => {
  it.each([
    ['string', 'a "b"', 'a "b"'],
    ['number', 0.1, '0.1'],
    ['boolean', true, 'true'],
    ['bigint', '12345678901234567890', '12345678901234567890'],
    ['array', [1, 'x'], '[1,"x"]'],
    ['null', null, 'null']
  ] as const)('%s %j begins as %s and is sent only when it was changed', (type, value, text) => {
    const each = parameter(type, value);
    expect(defaultText(each)).toBe(text);
    expect(problemOf(each, text, trans)).toBeNull();
    expect(givenParameters([each], {})).toEqual({});
    expect(givenParameters([each], { p: text })).toEqual({});
    expect(givenParameters([each], { p: `${text}1`, other: 'x' })).toEqual({ p: `${text}1` });
  });

  it.each([
    ['number', 'fast'],
    ['number', ''],
    ['bigint', '1.5'],
    ['array', '{"a": 1}'],
    ['object', '[1]'],
    ['object', '{']
  ] as const)('%s cannot be %j', (type, text) => {
    expect(problemOf(parameter(type, null), text, trans)).toMatch(/^Type a/);
  });
});
