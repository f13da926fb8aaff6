import { describe, expect, it } from 'vitest';
import { costColumns, inputColumns } from '../../../src/comparison/provenance-columns';
import type { RunFacts } from '../../../src/comparison/run-facts';

function run(more: Partial<RunFacts>): RunFacts {
  const none = new Map<string, never>();
  return {
    pathspec: 'Flow/1',
    createdAt: 0,
    finishedAt: 1,
    status: 'successful',
    user: null,
    tags: [],
    parameters: none,
    metrics: none,
    data: none,
    cells: null,
    environment: none,
    cost: null,
    inputs: null,
    problem: null,
    ...more
  };
}

function reads(...inputs: readonly (Readonly<Record<string, string>> | null)[]): RunFacts[] {
  return inputs.map(each => run({ inputs: each === null ? null : new Map(Object.entries(each)) }));
}

describe('files that were read', () => {
  it('have a column where their content differs, and are the same where it does not', () => {
    const { columns, same, others } = inputColumns(
      reads(
        { 'a.csv': 'sha1:1111111aaaa', 'b.csv': 'sha1:5555555555' },
        { 'a.csv': 'sha1:2222222bbbb', 'b.csv': 'sha1:5555555555' },
        { 'a.csv': 'gone', 'b.csv': 'sha1:5555555555' },
        { 'a.csv': 'sha1:1111111aaaa', 'b.csv': 'sha1:5555555555' }
      )
    );
    expect(columns).toMatchObject([{ id: 'input:a.csv', values: ['1111111', '2222222', 'not there', '1111111'] }]);
    expect(same).toEqual([{ facet: 'input', name: 'b.csv', value: '5555555' }]);
    expect(others).toEqual([]);
  });

  it('differ where one run has not read them; of a run that has noted nothing, nothing is said', () => {
    const { columns, same } = inputColumns(reads({ a: 'sha1:1111111' }, {}, null, { a: 'sha1:1111111' }));
    expect(columns).toMatchObject([{ values: ['1111111', 'not read', null, '1111111'] }]);
    expect(same).toEqual([]);
    expect(inputColumns(reads({ a: 'sha1:1111111' }, null))).toMatchObject({ columns: [], same: [], others: [] });
  });

  it('are told apart where their short forms are equal', () => {
    const { columns } = inputColumns(reads({ a: 'sha1:1234567a' }, { a: 'sha1:1234567b' }));
    expect(columns[0]?.values).toEqual(['1234567', '1234567 (2)']);
    const large = inputColumns(reads({ a: 'stat:70000000:1795250000000000000:5' }, { a: 'stat:70000000:1795250000000000000:6' }));
    expect(large.columns[0]?.values).toEqual(['70000000 B of 2026-11-21T08:33:20Z', '70000000 B of 2026-11-21T08:33:20Z (2)']);
  });

  it('are only named where each run has its own, or one run alone has read them', () => {
    const { columns, others } = inputColumns(reads({ own: 'sha1:1', 'tmp-1': 'sha1:4' }, { own: 'sha1:2' }, { own: 'sha1:3' }));
    expect(columns).toEqual([]);
    expect([...others].sort()).toEqual(['own', 'tmp-1']);
  });

  it('have at most six columns', () => {
    const files = (content: string): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`part-${at}`, `sha1:${content}`]));
    const { columns, others } = inputColumns(reads(files('a'), files('b'), files('b')));
    expect([columns.length, others.length]).toEqual([6, 14]);
  });
});

describe('cost', () => {
  const of = (...costs: readonly (readonly [cpu: number, peakMemory: number] | null)[]): RunFacts[] =>
    costs.map(each => run({ cost: each === null ? null : { cpu: each[0], peakMemory: each[1] } }));

  it('is in seconds and megabytes, null where nobody has noted it', () => {
    expect(costColumns(of([1500, 80_000_000], null, [3000, 200_000_000])).columns).toMatchObject([
      { id: 'cost:CPU time (s)', isNumeric: true, values: [1.5, null, 3], best: [] },
      { id: 'cost:peak memory (MB)', isNumeric: true, values: [80, null, 200], best: [] }
    ]);
  });

  it('differs by more than a tenth, or is a range among what is the same', () => {
    const { columns, same } = costColumns(of([1000, 100_000_000], [1090, 100_000_000]));
    expect(columns).toEqual([]);
    expect(same).toEqual([
      { facet: 'cost', name: 'CPU time (s)', value: '1 to 1.09' },
      { facet: 'cost', name: 'peak memory (MB)', value: 100 }
    ]);
  });

  it('is nothing where no run has noted it', () => {
    expect(costColumns(of(null, null))).toEqual({ columns: [], others: [], same: [] });
  });
});
