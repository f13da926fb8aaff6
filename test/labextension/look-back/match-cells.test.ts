import { describe, expect, it } from 'vitest';
import { matchCells, type PresentCell } from '../../../labextension/src/look-back/match-cells';
import { variablesByCell } from '../../../labextension/src/look-back/past-variables';
import type { RunCell } from '../../../src/server/api/look-back';

describe('matchCells', () => {
  it('finds cells by id, wherever they have been moved to, and says which differ', () => {
    const match = matchCells([then('a', '1'), then('b', '2'), then('c', '3')], [now('c', '3'), now('a', '1'), now('b', '22')]);
    expect([...match.cells].map(([id, { past, differs }]) => [id, past.id, differs])).toEqual([
      ['a', 'a', false],
      ['b', 'b', true],
      ['c', 'c', false]
    ]);
    expect(match).toMatchObject({ gone: [], fresh: [], differing: 1 });
  });

  it('finds cells by their text where ids are others: those of a notebook without ids are made anew at each opening', () => {
    const match = matchCells([then('x1', 'load()'), then('x2', 'train()')], [now('y1', 'load()'), now('y2', 'train()')]);
    expect(match).toMatchObject({ gone: [], fresh: [], differing: 0 });
  });

  it('finds an edited cell between the same neighbours', () => {
    const past = [then('1', 'a'), then('2', 'let x = 1\nlet y = 2\nlet z = 3'), then('3', 'b')];
    const match = matchCells(past, [now('7', 'a'), now('8', 'let x = 1\nlet y = 2\nlet z = 4'), now('9', 'b')]);
    expect(match.cells.get('8')).toMatchObject({ past: { id: '2' }, differs: true });
    expect(match.differing).toBe(1);
  });

  it('does not take a cell of other text, or of another kind, for the same', () => {
    const match = matchCells([then('1', 'load()')], [now('2', 'plot()'), { ...now('3', 'load()'), cell_type: 'markdown' }]);
    expect(match.cells.size).toBe(0);
    expect(match.gone.map(({ past, after }) => [past.id, after])).toEqual([['1', null]]);
    expect(match.fresh).toEqual(['2']);
    expect(match.differing).toBe(2);
  });

  it('lists what is gone where it stood', () => {
    const match = matchCells([then('a', '1'), then('b', 'one\ntwo'), then('c', 'x\ny'), then('d', '4')], [now('a', '1'), now('d', '4')]);
    expect(match.gone.map(({ past, after }) => [past.id, after])).toEqual([
      ['b', 'a'],
      ['c', 'a']
    ]);
  });

  it('gives two cells of the same text one past cell each', () => {
    const match = matchCells([then('1', 'show()'), then('2', 'show()')], [now('8', 'show()'), now('9', 'show()')]);
    expect([...match.cells].map(([id, { past }]) => [id, past.id])).toEqual([
      ['8', '1'],
      ['9', '2']
    ]);
  });

  it('leaves empty cells out of what is gone or new', () => {
    expect(matchCells([then('1', ' \n')], [now('2', '')])).toMatchObject({ gone: [], fresh: [], differing: 0 });
  });

  it('takes 1,000 cells of which one changed in a moment', () => {
    const past = Array.from({ length: 1000 }, (_, i) => then(`c${i}`, `let v${i} = ${i}`));
    const present = past.map(({ id, source }, i) => now(id, i === 500 ? 'let changed = 1' : source));
    const began = performance.now();
    expect(matchCells(past, present).differing).toBe(1);
    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe('variablesByCell', () => {
  it('shows what a step wrote under its last cell that is still there', () => {
    const x = { name: 'x', pathspec: 'F/1/s/2/x', type: 'number', size: 5, key: 'k' };
    const past = [
      then('a', '1', { step: 's', variables: [x] }),
      then('b', '2', { step: 's', variables: [x] }),
      then('c', 'gone\nfor good', { step: 's', variables: [x] })
    ];
    const match = matchCells(past, [now('a', '1'), now('b', '2')]);
    expect([...variablesByCell({ pathspec: 'F/1', cells: past }, match)]).toEqual([['b', [x]]]);
  });
});

function then(id: string, source: string, more: Partial<RunCell> = {}): RunCell {
  return { id, kind: 'code', source, tags: [], step: null, outputs: [], variables: [], ...more };
}

function now(id: string, source: string): PresentCell {
  return { id, cell_type: 'code', source };
}
