import { expect, it } from 'vitest';
import { heatPaths, matrixText } from '../../../src/comparison/heat-map';

it('has a field for each number that is not zero, shaded by its share of the largest in its row', () => {
  expect(
    heatPaths([
      [8, 4],
      [0, 1]
    ])
  ).toEqual([
    { level: 4, d: 'M1 0h1v1h-1z' },
    { level: 8, d: 'M0 0h1v1h-1zM1 1h1v1h-1z' }
  ]);
});

it('draws nothing of what is not finite, and does not fail on it', () => {
  expect(heatPaths([[Number.NaN, Infinity]])).toEqual([]);
  expect(matrixText([[Number.NaN]])).toBe('1 × 1: nothing but zeros');
});

it('says what a person would see: the share on the diagonal and what is mixed up most', () => {
  // 90 of 100 are on the diagonal.
  expect(
    matrixText([
      [50, 7],
      [3, 40]
    ])
  ).toBe('2 × 2: 90 % on the diagonal; most beside it: row 0, column 1 (7); row 1, column 0 (3)');
});

it('is of few paths for a matrix of 200 classes', () => {
  const rows = Array.from({ length: 200 }, (_, y) => Array.from({ length: 200 }, (_, x) => (x * y) % 17));
  expect(heatPaths(rows)).toHaveLength(8);
});
