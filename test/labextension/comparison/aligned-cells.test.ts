import { describe, expect, it } from 'vitest';
import { deltaText, foldSame, variablesByStep } from '../../../labextension/src/comparison/aligned-cells';
import type { ComparedCell, ComparedVariable } from '../../../src/server/api/comparison';

describe('foldSame', () => {
  it('makes one entry of unchanged cells that follow each other', () => {
    const cells = (['same', 'same', 'changed', 'same', 'added', 'removed'] as const).map((change, at): ComparedCell => ({
      id: String(at),
      step: null,
      change,
      a: '',
      b: ''
    }));
    expect(foldSame(cells).map(entry => ('id' in entry ? entry.id : entry.map(({ id }) => id)))).toEqual([
      ['0', '1'],
      '2',
      ['3'],
      '4',
      '5'
    ]);
  });
});

describe('variablesByStep', () => {
  it('puts what changed first', () => {
    const variable = (step: string, name: string, change: ComparedVariable['change']): ComparedVariable => ({
      step,
      name,
      change,
      a: null,
      b: null
    });
    const steps = variablesByStep([variable('b', 'x', 'same'), variable('a', 'z', 'same'), variable('b', 'y', 'changed')]);
    expect([...steps].map(([step, group]) => [step, group.map(({ name }) => name)])).toEqual([
      ['b', ['y', 'x']],
      ['a', ['z']]
    ]);
  });
});

describe('deltaText', () => {
  it.each([
    [0.65, 0.1, '+0.1 (+15.4 %)'],
    [200, -50, '−50 (−25.0 %)'],
    [0, 3, '+3'],
    [1, 0, '±0'],
    [null, null, null]
  ])('of %s and %s is %s', (a, delta, text) => expect(deltaText(a, delta)).toBe(text));
});
