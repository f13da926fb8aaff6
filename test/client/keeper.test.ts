import { expect, it } from 'vitest';
import { keeper } from '../../client/compare/keeper';

it('keeps what is asked for, and no more than it may', () => {
  const kept = keeper<number>(1000);
  for (let at = 0; at < 5000; at += 1) {
    kept.set(`k${at}`, at);
    expect(kept.get('k0')).toBe(0);
  }
  const there = Array.from({ length: 5000 }, (_, at) => kept.get(`k${at}`)).filter(each => each !== undefined).length;
  expect(there).toBeGreaterThanOrEqual(500);
  expect(there).toBeLessThanOrEqual(1000);
});

it('takes no longer for each when it has been full for long', () => {
  const time = (count: number): number => {
    const kept = keeper<number>(100_000);
    const began = performance.now();
    for (let at = 0; at < count; at += 1) kept.set(`k${at}`, at);
    return performance.now() - began;
  };
  time(100_000);
  // Four times as many in about four times the time; out of the front of one Map it takes more than a hundred times as long.
  expect(time(800_000) / Math.max(20, time(200_000))).toBeLessThan(12);
});
