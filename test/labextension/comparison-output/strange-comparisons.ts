const markup = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>';

/** A sound comparison of three runs, as plain JSON. */
export function soundComparison(): Record<string, unknown> {
  const run = (id: number): object => ({
    pathspec: `Flow/${id}`,
    createdAt: id,
    seconds: 1,
    status: 'successful',
    user: 'ann',
    tags: [],
    problem: null
  });
  return {
    version: 1,
    title: 'Flow',
    runs: [run(1), run(2), run(3)],
    columns: [
      { ...column('parameter:lr', [0.1, 0.2, 0.3]), facet: 'parameter', direction: null, best: [] },
      column('metric:score', [0.5, 'NaN', 0.4])
    ],
    baseline: 1,
    baselineFrom: 'the oldest',
    best: 0,
    by: ['lr'],
    groups: [
      { rows: [0, 1], label: [{ name: 'lr', value: 1 }], means: { 'metric:score': { mean: 1, sd: null, count: 2 } }, alsoDiffers: [] }
    ],
    curves: [{ name: 'loss', lines: [{ row: 0, xs: null, ys: [1, null, 2] }] }],
    exhibits: [{ name: 'confusion', items: [{ row: 0, finding: { kind: 'matrix', rows: [[1, 2], [3, 4]] } }] }], // prettier-ignore
    code: [
      {
        column: 'code:train',
        versions: [
          { letter: 'A', source: 'a = 1' },
          { letter: 'B', source: 'a = 2' }
        ]
      }
    ],
    same: [{ facet: 'environment', name: 'node', value: '20' }],
    alsoDiffer: [],
    total: 3,
    notes: []
  };
}

/** A column of a sound comparison. */
export function column(id: string, values: readonly unknown[]): Record<string, unknown> {
  return {
    id,
    facet: 'metric',
    name: id.replace(/^.*:/, ''),
    isNumeric: true,
    values,
    direction: 'higher',
    directionFrom: 'name',
    best: [0],
    reduced: null,
    notes: []
  };
}

/** Comparisons that are none, by what is wrong with them. */
export function brokenComparisons(): Record<string, unknown> {
  const sound = soundComparison();
  const [first] = sound['runs'] as object[];
  return {
    'no object': 'x',
    list: [],
    'another version': { ...sound, version: 2 },
    'runs that are a text': { ...sound, runs: 'x' },
    'a run without a pathspec': { ...sound, runs: [{ ...first, pathspec: undefined }] },
    'a date that is none': { ...sound, runs: [{ ...first, createdAt: 1e300 }] },
    'columns without values': { ...sound, columns: [{ ...column('a', []), values: null }] },
    'objects in cells': { ...sound, columns: [column('a', [{ $$typeof: 'x', toString: 1 }])] },
    'a picture with markup': {
      ...sound,
      exhibits: [{ name: 'a', items: [{ row: 0, finding: { kind: 'image', mime: 'image/png', data: '" onerror="window.hacked=1' } }] }]
    },
    'a picture that is a script': {
      ...sound,
      exhibits: [{ name: 'a', items: [{ row: 0, finding: { kind: 'image', mime: 'image/svg+xml', data: 'eA==' } }] }]
    },
    'a matrix of texts': { ...sound, exhibits: [{ name: 'a', items: [{ row: 0, finding: { kind: 'matrix', rows: [['x']] } }] }] }
  };
}

/** Comparisons that can be drawn and mean harm: markup in every text, names of prototypes, rows that are not there, 100,000 runs. */
export function harmfulComparisons(): Record<string, unknown> {
  const sound = soundComparison();
  const runs = sound['runs'] as Record<string, unknown>[];
  const marked = JSON.parse(
    JSON.stringify(sound).replace(/"(Flow|ann|score|loss|confusion|node|20|the oldest|lr)"/g, JSON.stringify(markup))
  ) as object;
  const proto = JSON.parse(
    '{"__proto__": {"mean": 1, "sd": null, "count": 1}, "constructor": {"mean": 2, "sd": null, "count": 1}}'
  ) as object;
  return {
    markup: marked,
    'names of prototypes': {
      ...sound,
      columns: [column('__proto__', [1, 2]), column('constructor', [1, 2]), column('__proto__', [1, 2])],
      groups: [{ rows: [0, 1], label: [{ name: '__proto__', value: 1 }], means: proto, alsoDiffers: ['__proto__'] }]
    },
    'rows that are not there': {
      ...sound,
      baseline: 99,
      best: -1,
      columns: [{ ...column('metric:score', [1]), best: [7, 1.5] }],
      curves: [{ name: 'c', lines: [{ row: 99, xs: [1e308, -1e308], ys: [1, 2] }] }]
    },
    'a million cells': {
      ...sound,
      runs: Array.from({ length: 100_000 }, (_, at) => ({ ...runs[0], pathspec: `Flow/${at}` })),
      columns: Array.from({ length: 10 }, (_, at) =>
        column(
          `metric:m${at}`,
          Array.from({ length: 100_000 }, (_, row) => row)
        )
      ),
      total: 100_000
    }
  };
}
