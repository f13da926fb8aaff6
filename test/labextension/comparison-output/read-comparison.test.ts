import { expect, it } from 'vitest';
import { Misfit } from '../../../labextension/src/comparison-output/json-shape';
import { readComparison } from '../../../labextension/src/comparison-output/read-comparison';
import { brokenComparisons, column, harmfulComparisons, soundComparison } from './strange-comparisons';

it('gives a sound comparison as it is', () => {
  expect(readComparison(soundComparison())).toEqual(soundComparison());
});

it.each(Object.entries(brokenComparisons()))('refuses %s', (_, data) => {
  expect(() => readComparison(data)).toThrow(Misfit);
});

it('names the field that is wrong', () => {
  expect(() => readComparison({ ...soundComparison(), columns: [column('a', [[]])] })).toThrow('columns: values: a number is missing');
});

it('knows no names of prototypes, and no column twice', () => {
  const { groups, columns } = readComparison(harmfulComparisons()['names of prototypes']);
  expect(columns.map(each => each.id)).toEqual(['__proto__', 'constructor']);
  const [means = {}] = groups.map(each => each.means);
  expect(Object.getPrototypeOf(means)).toBe(null);
  expect(means['toString']).toBe(undefined);
});

it('leaves out rows that are not there', () => {
  const { baseline, best, columns, curves } = readComparison(harmfulComparisons()['rows that are not there']);
  expect([baseline, best, columns[0]?.best, curves[0]?.lines]).toEqual([null, null, [], []]);
});

it('cuts a million cells to what can be drawn, and says so', () => {
  const { runs, columns, notes } = readComparison(harmfulComparisons()['a million cells']);
  expect(runs.length * columns.length).toBeLessThanOrEqual(60_000);
  expect(notes).toEqual(['The first 510 runs and 10 columns are shown here.']);
});
