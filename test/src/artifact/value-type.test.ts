import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { typeOfValue } from '../../../src/artifact/value-type';

const arrow = createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');

describe('the type of a stored value', () => {
  it.each<[unknown, string]>([
    [1, 'number'],
    [1n, 'bigint'],
    [null, 'null'],
    [undefined, 'undefined'],
    ['x', 'string'],
    [[1, 2], 'number[]'],
    [[1, 'x', null], '(number | string | null)[]'],
    [[], 'unknown[]'],
    [[[1], ['x']], '(number[] | string[])[]'],
    [[{ a: 1 }, { a: 2 }], '{ a: number }[]'],
    [{ 'b c': new Date(0), d: { e: true } }, '{ "b c": Date; d: { e: boolean } }'],
    [{}, 'object'],
    [new Map([['k', [1n]]]), 'Map<string, bigint[]>'],
    [new Set(['x', 1]), 'Set<string | number>'],
    [new Float64Array(2), 'Float64Array'],
    [new Error('x'), 'Error'],
    [{ a: { b: { c: { d: { e: { f: 1 } } } } } }, '{ a: { b: { c: { d: { e: unknown } } } } }']
  ])('of %o is %s', (value, type) => {
    expect(typeOfValue(value)).toEqual({ type, needs: [] });
  });

  it('of a table names what has to be imported', () => {
    expect(typeOfValue({ t: arrow.tableFromArrays({ a: [1] }) })).toEqual({ type: '{ t: Table }', needs: ['Table'] });
  });
});
