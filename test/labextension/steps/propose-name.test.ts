import { describe, expect, it } from 'vitest';
import { proposeName } from '../../../labextension/src/steps/propose-name';
import { FakeSource } from '../flow/fake-editor';
import { inOrder, roleCell } from './role-cells';

const sources = new FakeSource('# Title\n\n## Train the models', 'a', 'b').cells.map((cell, index) =>
  index === 0 ? { ...cell, cell_type: 'markdown' } : cell
);

describe('proposeName', () => {
  it('is the proposed name, else the heading’s, else step', () => {
    const cells = inOrder(['c0', 'c1', 'c2'].map(id => roleCell(id)));
    expect(proposeName(sources, cells, ['c1'], [{ cell: 'c1', tag: 'step:load', why: '' }])).toBe('load');
    expect(proposeName(sources, cells, ['c1', 'c2'], [])).toBe('train_models');
    expect(proposeName(sources, cells, ['c2'], [])).toBe('step');
  });

  it('is another one when a step has it, unless the cells are that step', () => {
    const cells = inOrder([roleCell('c0'), roleCell('c1', ['step:step']), roleCell('c2')]);
    expect(proposeName(sources, cells, ['c2'], [])).toBe('step_2');
  });
});
