import { expect, it } from 'vitest';
import { compareFacts } from '../../../src/comparison/compare-facts';
import type { RunFacts } from '../../../src/comparison/run-facts';
import { orderedRows } from '../../../labextension/src/comparison-output/table-order';

function run(id: number, lr: number, score: number | null, status: RunFacts['status'] = 'successful'): RunFacts {
  return {
    pathspec: `Flow/${id}`,
    createdAt: id,
    finishedAt: id + 1000,
    status,
    user: null,
    tags: id === 2 ? ['production'] : [],
    parameters: new Map([['lr', { kind: 'number', value: lr }]]),
    metrics: new Map(score === null ? [] : [['score', { kind: 'number', value: score }]]),
    data: new Map(),
    cells: null,
    environment: new Map(),
    cost: null,
    inputs: null,
    problem: null
  };
}

const comparison = compareFacts([run(4, 0.1, 0.7), run(3, 0.2, null, 'failed'), run(2, 0.3, 0.9), run(1, 0.4, 0.8)]);
const none = { sortedBy: null, filter: '', pinned: new Set<string>() };

it('sorts in both directions, what is missing last', () => {
  expect(orderedRows(comparison, { ...none, sortedBy: { column: 'metric:score', descending: false } })).toEqual([0, 3, 2, 1]);
  expect(orderedRows(comparison, { ...none, sortedBy: { column: 'metric:score', descending: true } })).toEqual([2, 3, 0, 1]);
});

it('filters by conditions on columns and by texts, all of which must hold', () => {
  expect(orderedRows(comparison, { ...none, filter: 'lr>=0.2 score>0.85' })).toEqual([2]);
  expect(orderedRows(comparison, { ...none, filter: 'failed' })).toEqual([1]);
  expect(orderedRows(comparison, { ...none, filter: 'PROD' })).toEqual([2]);
  expect(orderedRows(comparison, { ...none, filter: 'score<1' })).toEqual([0, 2, 3]);
});

it('keeps pinned runs at the top, whatever the filter says', () => {
  expect(orderedRows(comparison, { ...none, filter: 'lr<0.15', pinned: new Set(['Flow/1']) })).toEqual([3, 0]);
});
