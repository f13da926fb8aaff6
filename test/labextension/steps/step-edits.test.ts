import { describe, expect, it } from 'vitest';
import { exclude, includeAbove, makeStep, markAs, mergeWithAbove, renameStep, splitStep } from '../../../labextension/src/steps/step-edits';
import { cellsOfStep, marksOf, stepNames } from '../../../labextension/src/steps/step-marks';
import { inOrder, roleCell } from './role-cells';

const cells = inOrder([
  roleCell('p', ['parameters']),
  roleCell('a', ['step:one'], { title: 'Eins', retry: { times: 1 } }),
  roleCell('markdown'),
  roleCell('b', ['mine', 'step:one']),
  roleCell('s'),
  roleCell('c', ['step:two'])
]);

const tags = (cell: string, add: string[], remove: string[]) => ({ kind: 'tags', cell, add, remove });

describe('edits of steps', () => {
  it('make a step of code cells only, in the place of the roles that they had', () => {
    expect(makeStep(cells, ['p', 'markdown', 's'], 'new')).toEqual([tags('p', ['step:new'], ['parameters']), tags('s', ['step:new'], [])]);
  });

  it('change nothing of a cell that has the role already', () => {
    expect(markAs(cells, ['p', 's'], 'parameters')).toEqual([tags('s', ['parameters'], [])]);
  });

  it('split a step at a cell that is not its first, with a name of its own', () => {
    expect(splitStep(cells, 'b')).toEqual({ name: 'one_2', changes: [tags('b', ['step:one_2'], ['step:one'])] });
    expect(splitStep(cells, 'a')).toBeNull();
    expect(splitStep(cells, 's')).toBeNull();
  });

  it('merge a whole step with the one above it', () => {
    expect(mergeWithAbove(cells, 'c')).toEqual({ into: 'one', changes: [tags('c', ['step:one'], ['step:two'])] });
    expect(mergeWithAbove(cells, 'b')).toBeNull();
  });

  it('include cells in the step above', () => {
    expect(includeAbove(cells, ['s'])).toEqual({ into: 'one', changes: [tags('s', ['step:one'], [])] });
    expect(includeAbove(cells, ['p'])).toBeNull();
  });

  it('exclude a cell and leave the step’s settings with the cell that is left', () => {
    expect(exclude(cells, ['a'])).toEqual([
      tags('a', [], ['step:one']),
      { kind: 'settings', cell: 'a', settings: null },
      { kind: 'settings', cell: 'b', settings: { title: 'Eins', retry: { times: 1 } } }
    ]);
    expect(exclude(cells, ['a', 'b']).filter(each => each.kind === 'settings')).toEqual([{ kind: 'settings', cell: 'a', settings: null }]);
  });

  it('rename all cells of a step, without the title that hid its name', () => {
    expect(renameStep(cells, 'one', ' first ')).toEqual([
      tags('a', ['step:first'], ['step:one']),
      tags('b', ['step:first'], ['step:one']),
      { kind: 'settings', cell: 'a', settings: { retry: { times: 1 } } }
    ]);
  });

  it('keep a name that a store cannot have as the title', () => {
    expect(renameStep(cells, 'two', 'Дом & <b>')).toEqual([{ kind: 'settings', cell: 'c', settings: { title: 'Дом & <b>' } }]);
    expect(renameStep(cells, 'one', 'Дом')).toEqual([{ kind: 'settings', cell: 'a', settings: { title: 'Дом', retry: { times: 1 } } }]);
  });

  it('refuse a name that another step has, whatever its case, and no name', () => {
    expect(renameStep(cells, 'one', 'Two')).toEqual({ refused: 'taken', name: 'two' });
    expect(renameStep(cells, 'one', '  ')).toEqual({ refused: 'empty' });
    expect(renameStep(cells, 'two', 'TWO')).toEqual([tags('c', ['step:TWO'], ['step:two'])]);
  });
});

describe('marks of cells', () => {
  it('show a step’s name at its first cell, and go on over cells that are in no step', () => {
    const marks = marksOf(cells, null, []);
    expect([...marks].map(([id, mark]) => `${id} ${mark.kind}`)).toEqual(['p parameters', 'a head', 'b more', 'c head']);
    expect(marks.get('a')).toMatchObject({ step: 'one', title: 'Eins', settings: { retry: { times: 1 } }, foreach: false });
  });

  it('show the name again where another step lies between', () => {
    const torn = inOrder([roleCell('a', ['step:one']), roleCell('b', ['step:two']), roleCell('c', ['step:one'])]);
    expect([...marksOf(torn, null, []).values()].map(mark => mark.kind)).toEqual(['head', 'head', 'head']);
    expect(stepNames(torn)).toEqual(['one', 'two']);
    expect(cellsOfStep(torn, 'one').map(cell => cell.id)).toEqual(['a', 'c']);
  });

  it('take settings that are no object for none', () => {
    const broken = inOrder([roleCell('a', ['step:one'], 'text'), roleCell('b', ['step:one'], { title: 7 })]);
    expect(marksOf(broken, null, []).get('a')).toMatchObject({ kind: 'head', title: null });
  });
});
