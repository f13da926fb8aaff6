import { expect, it } from 'vitest';
import { pathOf, planeOf } from '../../../src/comparison/line-chart';

// A plane of 100 by 100 without margins: x from 0 to 10, y from 0 to 10 upwards.
const size = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 };
const plane = planeOf({ least: 0, most: 10 }, { least: 0, most: 10 }, size);

it.each([
  ['a line', [0, 5, 10], 'M0 100L10 50L20 0'],
  ['a gap', [0, 5, null, 5, 0], 'M0 100L10 50M30 50L40 100'],
  ['a point alone, as a dash', [5], 'M-2 50h4'],
  ['points between gaps', [null, 5, null, 10], 'M8 50h4M28 0h4'],
  ['nothing', [null], '']
])('draws %s', (_, ys, path) => {
  expect(pathOf({ xs: null, ys }, plane)).toBe(path);
});
