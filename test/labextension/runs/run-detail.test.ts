import { expect, it } from 'vitest';
import type { Query } from '../../../labextension/src/tokens';
import { RunDetail } from '../../../labextension/src/runs/run-detail';
import type { TaskRow } from '../../../src/server/api/run';
import { StoreOfRuns } from './store-of-runs';

/** A server that answers every question with the question. */
class Echo extends StoreOfRuns {
  override ask<T>(_route: string, query: Query = {}): Promise<T> {
    return Promise.resolve(query as T);
  }
}

const row: Partial<TaskRow> = { step: 'fit', notebookStep: 'fit', index: null };

it.each([
  ['a recorded task by its id', { pathspec: 'F/1/fit/7', status: 'successful', index: 2 }, { pathspec: 'F/1/fit/7' }],
  [
    'an item at work, which has an id already, by its place',
    { pathspec: 'F/1/fit/7', status: 'running', index: 2 },
    { pathspec: 'F/1/fit', index: '2' }
  ],
  ['an item at work without an id', { pathspec: 'F/1/fit', status: 'running', index: 0 }, { pathspec: 'F/1/fit', index: '0' }],
  ['a step at work', { pathspec: 'F/1/fit/7', status: 'running' }, { pathspec: 'F/1/fit' }]
] as const)('asks for the cards of %s', async (_, task, asked) => {
  const detail = new RunDetail(new Echo(1), 'a.ipynb', 'F/1');
  expect(await detail.cardsOf({ ...row, ...task } as TaskRow)).toEqual({ path: 'a.ipynb', ...asked });
});
