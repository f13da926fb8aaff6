import { describe, expect, it } from 'vitest';
import { compareFacts } from '../../../src/comparison/compare-facts';
import type { ComparisonOptions } from '../../../src/comparison/options';
import type { CellFact, Finding, RunFacts } from '../../../src/comparison/run-facts';

const then = 1_795_250_000_000;

function number(value: number): Finding {
  return { kind: 'number', value };
}

function run(
  id: number,
  parameters: Readonly<Record<string, number>>,
  metrics: Readonly<Record<string, Finding | number>>,
  more: Partial<RunFacts> = {}
): RunFacts {
  const found = (values: Readonly<Record<string, Finding | number>>): Map<string, Finding> =>
    new Map(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? number(value) : value]));
  return {
    pathspec: `Flow/${id}`,
    createdAt: then + id,
    finishedAt: then + id + 1500,
    status: 'successful',
    user: 'ada',
    tags: [],
    parameters: found(parameters),
    metrics: found(metrics),
    data: new Map(),
    cells: [],
    environment: new Map([['node', 'v20']]),
    cost: null,
    inputs: null,
    problem: null,
    ...more
  };
}

function columnsOf(runs: readonly RunFacts[], options: ComparisonOptions = {}): string[] {
  return compareFacts(runs, options).columns.map(each => each.id);
}

describe('what differs', () => {
  it('has a column for each parameter and metric that differs, and names what is the same', () => {
    const runs = [run(2, { lr: 0.2, depth: 3 }, { loss: 0.4, size: 10 }), run(1, { lr: 0.1, depth: 3 }, { loss: 0.5, size: 10 })];
    const comparison = compareFacts(runs);
    expect(comparison.columns.map(each => each.id)).toEqual(['parameter:lr', 'metric:loss']);
    expect(comparison.same).toContainEqual({ facet: 'parameter', name: 'depth', value: '3' });
    expect(comparison.same).toContainEqual({ facet: 'metric', name: 'size', value: '10' });
    expect(comparison.same).toContainEqual({ facet: 'environment', name: 'node', value: 'v20' });
  });

  it('shows named metrics and parameters even when they are the same, in the order given', () => {
    const runs = [run(2, { lr: 0.2, depth: 3 }, { loss: 0.4, size: 10 }), run(1, { lr: 0.1, depth: 3 }, { loss: 0.5, size: 10 })];
    expect(columnsOf(runs, { metrics: ['size', 'loss'], by: ['depth'] })).toEqual([
      'parameter:depth',
      'parameter:lr',
      'metric:size',
      'metric:loss'
    ]);
  });

  it('gives versions of a cell letters, the oldest run has A, and keeps their sources', () => {
    const cells = (source: string): CellFact[] => [
      { id: 'a', label: 'train, cell 1', source },
      { id: 'b', label: 'cell 2', source: 'same' }
    ];
    const comparison = compareFacts([
      run(3, {}, {}, { cells: cells('new') }),
      run(2, {}, {}, { cells: cells('old') }),
      run(1, {}, {}, { cells: cells('old') })
    ]);
    expect(comparison.columns).toMatchObject([{ id: 'code:train, cell 1', values: ['B', 'A', 'A'] }]);
    expect(comparison.code[0]?.versions).toEqual([
      { letter: 'A', source: 'old' },
      { letter: 'B', source: 'new' }
    ]);
  });

  it('goes by content for other variables, and only names one that every run has its own of', () => {
    const data = (rows: string, model: string): RunFacts['data'] =>
      new Map([
        ['rows', { key: rows, type: 'DataFrame' }],
        ['model', { key: model, type: 'dict' }]
      ]);
    const runs = [
      run(3, {}, {}, { data: data('aaaaaaaaaa', '1') }),
      run(2, {}, {}, { data: data('aaaaaaaaaa', '2') }),
      run(1, {}, {}, { data: data('bbbbbbbbbb', '3') })
    ];
    const comparison = compareFacts(runs);
    expect(comparison.columns).toMatchObject([{ id: 'data:rows', values: ['aaaaaaa', 'aaaaaaa', 'bbbbbbb'] }]);
    expect(comparison.alsoDiffer).toEqual(['model']);
  });
});

describe('the best', () => {
  it('is the least of a loss and the most of a score, by their names', () => {
    const comparison = compareFacts([
      run(3, {}, { loss: 0.3, score: 0.7 }),
      run(2, {}, { loss: 0.2, score: 0.6 }),
      run(1, {}, { loss: 0.4, score: 0.9 })
    ]);
    expect(comparison.columns).toMatchObject([
      { name: 'loss', direction: 'lower', directionFrom: 'name', best: [1] },
      { name: 'score', direction: 'higher', directionFrom: 'name', best: [2] }
    ]);
    expect(comparison.best).toBe(1);
  });

  it('goes by the options where they say something, and is nobody where nothing says', () => {
    const runs = [run(2, {}, { w: 3 }), run(1, {}, { w: 2 })];
    expect(compareFacts(runs).best).toBeNull();
    expect(compareFacts(runs, { lower: ['w'] })).toMatchObject({ best: 1 });
    expect(compareFacts(runs, { higher: ['w'] })).toMatchObject({ best: 0 });
  });

  it('is never NaN or infinite, and nobody where all are equal', () => {
    const comparison = compareFacts([run(3, {}, { loss: Number.NaN }), run(2, {}, { loss: -Infinity }), run(1, {}, { loss: 5 })]);
    expect(comparison.columns).toMatchObject([{ values: ['NaN', '−∞', 5], best: [2] }]);
    expect(comparison.notes.join()).toContain("'loss' is not finite in 2 runs (3; 2)");
    expect(compareFacts([run(2, {}, { loss: 1 }), run(1, {}, { loss: 1 })], { metrics: ['loss'] }).best).toBeNull();
  });
});

describe('what is missing or of another kind', () => {
  it('is said with the runs and how they stand', () => {
    const comparison = compareFacts([
      run(3, {}, {}, { status: 'failed' }),
      run(2, {}, { score: { kind: 'text', value: 'high' } }),
      run(1, {}, { score: 0.5 })
    ]);
    expect(comparison.columns).toMatchObject([{ values: [null, 'text "high"', 0.5], best: [2] }]);
    expect(comparison.notes).toContain("'score' is missing in 1 run (3, failed).");
    expect(comparison.notes).toContain("'score' is text in 1 run (2), a number in 1 run (1).");
  });

  it('names the problem of a damaged run, which has a row all the same', () => {
    const comparison = compareFacts([run(2, {}, {}, { problem: 'no JSON' }), run(1, {}, { score: 1 })]);
    expect(comparison.runs).toHaveLength(2);
    expect(comparison.notes[0]).toBe('Flow/2: no JSON');
  });
});

describe('the baseline', () => {
  const runs = [run(3, {}, { loss: 1 }), run(2, {}, { loss: 2 }, { tags: ['production'] }), run(1, {}, { loss: 3 })];

  it('is the run tagged baseline or production, else the oldest', () => {
    expect(compareFacts(runs)).toMatchObject({ baseline: 1, baselineFrom: "tagged 'production'" });
    expect(compareFacts(runs.filter((_, row) => row !== 1))).toMatchObject({ baseline: 1, baselineFrom: 'the oldest run' });
  });

  it('is chosen by an id, a tag or as the best', () => {
    expect(compareFacts(runs, { baseline: '1' }).baseline).toBe(2);
    expect(compareFacts(runs, { baseline: 'production' }).baseline).toBe(1);
    expect(compareFacts(runs, { baseline: 'best' }).baseline).toBe(0);
  });
});

describe('repetitions', () => {
  it('are runs of which only the seed differs: mean and standard deviation with n − 1', () => {
    const runs = [1, 2, 3].map(seed => run(seed, { lr: 0.1, seed }, { loss: seed })).concat(run(9, { lr: 0.2, seed: 1 }, { loss: 10 }));
    const { by, groups } = compareFacts(runs);
    expect(by).toEqual(['lr']);
    // 1, 2 and 3 have the mean 2 and the variance ((−1)² + 0 + 1²) / 2 = 1.
    expect(groups).toMatchObject([
      { rows: [0, 1, 2], means: { 'metric:loss': { mean: 2, sd: 1, count: 3 } }, alsoDiffers: [] },
      { rows: [3], means: { 'metric:loss': { mean: 10, sd: null, count: 1 } } }
    ]);
  });

  it('are none where nothing repeats', () => {
    expect(compareFacts([run(2, { lr: 0.1 }, { loss: 1 }), run(1, { lr: 0.2 }, { loss: 2 })]).groups).toEqual([]);
  });

  it('say what else differs when they are grouped by fewer parameters', () => {
    const runs = [run(2, { lr: 0.1, depth: 2 }, { loss: 1 }), run(1, { lr: 0.1, depth: 3 }, { loss: 3 })];
    expect(compareFacts(runs, { by: ['lr'] }).groups).toMatchObject([{ rows: [0, 1], alsoDiffers: ['depth'] }]);
  });
});

describe('curves', () => {
  it('are the series that differ, thinned, with gaps where a value is not finite', () => {
    const series = (ys: readonly number[]): Finding => ({ kind: 'series', ys, xs: null, last: ys.at(-1) ?? 0, length: ys.length });
    const long = Array.from({ length: 400 }, (_, at) => at);
    const comparison = compareFacts([
      run(2, {}, { losses: series([3, Number.NaN, 1]), same: series([1, 2]) }),
      run(1, {}, { losses: series(long), same: series([1, 2]) })
    ]);
    expect(comparison.curves.map(each => each.name)).toEqual(['losses']);
    expect(comparison.curves[0]?.lines[0]?.ys).toEqual([3, null, 1]);
    expect(comparison.curves[0]?.lines[1]?.ys).toHaveLength(200);
    expect(comparison.curves[0]?.lines[1]?.xs?.at(-1)).toBe(399);
    expect(comparison.columns).toMatchObject([{ id: 'metric:losses', values: [1, 399], reduced: 'last of series' }]);
  });
});

it('compares 10,000 runs with 30 columns', { timeout: 20_000 }, () => {
  const names = Array.from({ length: 25 }, (_, at) => `metric${at}`);
  const runs = Array.from({ length: 10_000 }, (_, at) =>
    run(at, { lr: at % 10, seed: at % 7 }, Object.fromEntries(names.map((name, k) => [name, Math.sin(at + k)])))
  );
  const comparison = compareFacts(runs);
  expect(comparison.columns).toHaveLength(27);
  expect(comparison.groups).toHaveLength(10);
});
