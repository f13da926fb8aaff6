import { describe, expect, it } from 'vitest';
import { timeAtWork } from '../../../src/progress/time-at-work';

describe('timeAtWork', () => {
  it('leaves out what a task has waited for others', () => {
    expect(timeAtWork([{ startedAt: 1000, finishedAt: 8930, waited: 6000 }])).toBe(1930);
  });

  it('counts time once in which several tasks were at work, and no time in which none was', () => {
    const items = [
      { startedAt: 5000, finishedAt: 6000 },
      { startedAt: 0, finishedAt: 1000 },
      { startedAt: 500, finishedAt: 2000, waited: 100 },
      { startedAt: 700, finishedAt: 900 }
    ];
    expect(timeAtWork(items)).toBe(2000 + 1000);
  });

  it('is null without a task, and never below 0', () => {
    expect(timeAtWork([])).toBeNull();
    expect(timeAtWork([{ startedAt: 10, finishedAt: 20, waited: 50 }])).toBe(0);
  });
});
