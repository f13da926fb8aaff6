import { describe, expect, it } from 'vitest';
import { agoText, bytesText } from '../../../labextension/src/runs/run-time';
import { plainText } from '../../../labextension/src/runs/plain-text';
import { timelineOf } from '../../../labextension/src/runs/timeline';
import type { TaskRow } from '../../../src/server/api/run';

describe('texts of times and sizes', () => {
  it.each([
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [61_071, '61.1 kB'],
    [2_400_000_000, '2.4 GB']
  ])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [500, 'now'],
    [59_000, '59 sec. ago'],
    [61_000, '1 min. ago'],
    [7_300_000, '2 hr. ago'],
    [90_000_000, 'yesterday']
  ])('%d ms ago is %s', (passed, text) => expect(agoText(1e12 - passed, 1e12, 'en')).toBe(text));
});

describe('plainText', () => {
  it('leaves out ANSI sequences and what a carriage return has overwritten', () => {
    expect(plainText('\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007')).toBe('red link');
    expect(plainText('10 %\r20 %\r30 %\ndone\r\n')).toBe('30 %\ndone\n');
  });
});

describe('timelineOf', () => {
  it('places tasks as shares of the time from the first beginning to the last end', () => {
    const { bars, total } = timelineOf([task('b', 150, 200), task('a', 100, 150)], 0);
    expect(total).toBe(100);
    expect(bars.map(({ label, start, end }) => [label, start, end])).toEqual([
      ['a', 0, 0.5],
      ['b', 0.5, 1]
    ]);
  });

  it('lets what runs still end now', () => {
    expect(timelineOf([task('a', 100, null)], 300).bars[0]).toMatchObject({ milliseconds: 200, end: 1 });
  });

  it('has a bar a step when there are too many tasks, and shows that one failed', () => {
    const tasks = Array.from({ length: 300 }, (_, i) => ({
      ...task('work', i, i + 10),
      index: i,
      status: i === 77 ? ('failed' as const) : ('successful' as const)
    }));
    expect(timelineOf(tasks, 0)).toMatchObject({ bySteps: true, bars: [{ label: 'work', tasks: 300, status: 'failed' }] });
  });

  it('is empty for a run without tasks', () => {
    expect(timelineOf([], 0)).toEqual({ bars: [], total: 0, bySteps: false });
  });
});

function task(step: string, startedAt: number, finishedAt: number | null): TaskRow {
  const sizes = { waited: 0, stdoutSize: 0, stderrSize: 0, peakMemory: null, cpu: null };
  return {
    pathspec: `F/1/${step}/1`,
    step,
    notebookStep: step,
    index: null,
    attempt: 0,
    status: 'successful',
    startedAt,
    finishedAt,
    error: null,
    ...sizes
  };
}
