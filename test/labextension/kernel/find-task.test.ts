import { describe, expect, it } from 'vitest';
import { clientLines, findTask } from '../../../labextension/src/kernel/find-task';
import type { RunDetail, TaskRow } from '../../../src/server/api/run';

function task(pathspec: string, notebookStep: string, more: Partial<TaskRow> = {}): TaskRow {
  const [, , step = ''] = pathspec.split('/');
  const times = { startedAt: 1, finishedAt: 2, waited: 0, stdoutSize: 0, stderrSize: 0, peakMemory: null, cpu: null };
  return { pathspec, step, notebookStep, index: null, attempt: 0, status: 'successful', error: null, ...times, ...more };
}

const detail: Pick<RunDetail, 'steps' | 'tasks' | 'edges'> = {
  steps: [
    { name: 'load', title: null, cells: ['c0'] },
    { name: 'train', title: null, cells: ['c1', 'c2'] }
  ],
  tasks: [
    task('F/1/load/2', 'load'),
    task('F/1/train_split/3', 'train'),
    task('F/1/train/4', 'train', { index: 0 }),
    task('F/1/train/5', 'train', { index: 1, status: 'failed' }),
    task('F/1/train/6', 'train', { index: 2 }),
    task('F/1/late', 'late', { status: 'running' })
  ],
  edges: [
    {
      from: 'load',
      to: 'train',
      variables: ['rows'],
      evidence: 'inferred',
      cell: null,
      range: null,
      run: null,
      uses: [
        { name: 'rows', kind: 'variable', evidence: 'inferred', cell: null, range: null, run: null },
        { name: 'data.csv', kind: 'file', evidence: 'learned', cell: null, range: null, run: null }
      ]
    }
  ]
};

const anything = { pathspec: null, step: null, cell: null, index: null };

describe('findTask', () => {
  it.each([
    ['the one that is named', { pathspec: 'F/1/train/6' }, 'F/1/train/6'],
    ['the one that failed', { step: 'train' }, 'F/1/train/5'],
    ['the one that failed, by a cell of its step', { cell: 'c2' }, 'F/1/train/5'],
    ['an item', { step: 'train', index: 0 }, 'F/1/train/4'],
    ['none that was not recorded', { step: 'late' }, undefined],
    ['none for a cell outside of steps', { cell: 'c9' }, undefined]
  ])('finds %s', (_what, wanted, found) => {
    expect(findTask(detail, { ...anything, ...wanted })?.pathspec).toBe(found);
  });
});

describe('clientLines', () => {
  it('fetches each variable from the task that wrote it', () => {
    expect(clientLines(detail, 'train')).toBe("import { Artifact } from 'headwater'\nlet rows = await Artifact('F/1/load/2/rows').data");
  });
});
