import { describe, expect, it } from 'vitest';
import { differingParameters, filterRuns } from '../../../labextension/src/runs/run-filter';
import { runRow } from './store-of-runs';

const parameter = (name: string, text: string): { name: string; text: string; given: boolean } => ({ name, text, given: true });

describe('filterRuns', () => {
  const rows = [
    runRow(1, { parameters: [parameter('depth', '3')], userTags: ['Best'], user: 'ada' }),
    runRow(2, { parameters: [parameter('depth', '33')], status: 'failed', user: 'bob' }),
    runRow(3, { parameters: [parameter('word', 'čerešňa')], userTags: ['<b>'] })
  ];
  it.each([
    ['depth=3', ['1', '2']],
    ['depth=33', ['2']],
    ['best', ['1']],
    ['BOB failed', ['2']],
    ['bob successful', []],
    ['čerešňa', ['3']],
    ['<b>', ['3']],
    ['   ', ['1', '2', '3']]
  ])('%j finds %j', (text, ids) => {
    expect(filterRuns(rows, text).map(({ id }) => id)).toEqual(ids);
  });

  it('looks through 10,000 runs between two key strokes', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => runRow(i + 1, { parameters: [parameter('depth', String(i))] }));
    filterRuns(many, 'x');
    const began = performance.now();
    expect(filterRuns(many, 'depth=9999')).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(50);
  });
});

describe('differingParameters', () => {
  it('are those that are not the same in all runs of their flow', () => {
    const rows = [
      runRow(1, { parameters: [parameter('depth', '3'), parameter('seed', '1')] }),
      runRow(2, { parameters: [parameter('depth', '4'), parameter('seed', '1')] }),
      runRow(3, { flow: 'Other', parameters: [parameter('depth', '9')] })
    ];
    expect([...(differingParameters(rows).get('Flow') ?? [])]).toEqual(['depth']);
    expect([...(differingParameters(rows).get('Other') ?? [])]).toEqual([]);
  });

  it('count a parameter that some runs do not have', () => {
    const rows = [runRow(1, { parameters: [parameter('a', '1')] }), runRow(2, { parameters: [parameter('a', '1'), parameter('b', '2')] })];
    expect([...(differingParameters(rows).get('Flow') ?? [])]).toEqual(['b']);
    expect([...(differingParameters([...rows].reverse()).get('Flow') ?? [])]).toEqual(['b']);
  });
});
