import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRows, readArrow, readParquet } from '../../client/table-files';
import type { RowType } from '../../src/table-file/row-columns';
import { isHeadwaterError } from '../../src/errors';
import { writeTableFile } from '../../src/table-file/write-table';
import { buildOnce, findPython, packageRoot } from '../build';
import { makeWorkspace } from '../e2e/workspace';

interface Column {
  readonly name: string;
  readonly values: readonly unknown[];
}

const python = findPython();
const corpus = path.join(packageRoot, 'test/fixtures/table-files');
const expected = JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as {
  tables: Record<string, { columns: Column[] }>;
  files: Record<string, { table: string }>;
};

/** What apache-arrow cannot read. */
const unreadable = ['ipc/t_list_view.arrow', 'ipc/t_large_list_view.arrow', 'ipc/t_ree.arrow'];
/** One of each content: how it was encoded is a matter of reading. */
const files = Object.keys(expected.files).filter(
  (file, at, all) =>
    !file.includes('wide_2000') &&
    !unreadable.includes(file) &&
    all.findIndex(each => tableOf(each) === tableOf(file) && each.split('/')[0] === file.split('/')[0]) === at
);

function tableOf(file: string): string {
  return expected.files[file]!.table;
}

/** The forms in which every readable file of the corpus is written again. */
const forms = [
  { format: 'parquet', compression: null, by: 'pyarrow' },
  { format: 'arrow', compression: null, by: 'pyarrow' },
  { format: 'arrow', compression: 'lz4', by: 'pyarrow' },
  { format: 'arrow', compression: 'zstd', by: 'pyarrow' }
] as const;

let folder: string;

beforeAll(() => {
  buildOnce();
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-tables-'));
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(forms)('what is written as $format ($compression)', ({ format, compression, by }) => {
  it(`is read by ${by} as what it was, or was refused by name`, async () => {
    const place = path.join(folder, `${format}-${compression}-${by}`);
    mkdirSync(place);
    const written = new Map<string, string>();
    const refused: string[] = [];
    for (const file of files) {
      const to = path.join(place, `${file.replaceAll('/', '-')}.${format}`);
      const why = await write(await read(file), to, { format, compression });
      if (why === null) written.set(file, to);
      else refused.push(`${file}: ${why}`);
    }
    expect(refused).toEqual(format === 'parquet' ? notForParquet : []);
    const found = readByPython([...written.values()], by);
    const wrong = [...written].filter(([file, to]) => JSON.stringify(found[to]) !== JSON.stringify(columnsOf(file)));
    expect(
      wrong.map(([file, to]) => ({ file, found: found[to], expected: columnsOf(file) })),
      'wrong'
    ).toEqual([]);
  }, 120_000);
});

describe('DuckDB', () => {
  // Not the same to it: two columns of one name, none at all, a UUID (bytes of ours), and INT96, whose nanoseconds it finds only in ours.
  it('finds in what is written as Parquet what it finds in the originals', async () => {
    const originals = files.filter(file => file.startsWith('parquet/') && !/dup_names|zero_cols|duckdb_types|uuid|int96/.test(file));
    const place = path.join(folder, 'duckdb');
    mkdirSync(place);
    for (const file of originals)
      await writeTableFile(await read(file), path.join(place, path.basename(file)), { format: 'parquet', compression: 'snappy' });
    const ours = originals.map(file => path.join(place, path.basename(file)));
    const found = readByPython([...ours, ...originals.map(file => path.join(corpus, file))], 'duckdb');
    // Some encodings of the originals are beyond it.
    const readable = originals.filter(file => typeof found[path.join(corpus, file)] !== 'string');
    const wrong = readable.filter(
      file => JSON.stringify(found[path.join(place, path.basename(file))]) !== JSON.stringify(found[path.join(corpus, file)])
    );
    expect(
      wrong.map(file => ({ file, ours: found[path.join(place, path.basename(file))], original: found[path.join(corpus, file)] }))
    ).toEqual([]);
    expect(readable.length).toBeGreaterThan(60);
  }, 120_000);
});

describe('rows that are appended one by one', () => {
  it('are read by pyarrow and DuckDB as what they were', async () => {
    const to = path.join(folder, 'rows.parquet');
    const rows = Array.from({ length: 40_000 }, (_, at) => ({
      id: at % 7 === 0 ? null : at * 225_179_981_368 - 2 ** 52,
      name: at % 5 === 0 ? '' : at % 3 === 0 ? null : `é😀${at}`,
      score: [0.1, -0, Infinity, -1e-300, null][at % 5]!,
      at: at % 2 === 0 ? new Date(at * 1_000_003 - 10 ** 12) : null,
      ok: [true, false, null][at % 3]!,
      raw: at % 4 === 0 ? null : Uint8Array.of(at % 256, 0)
    }));
    const columns = { id: 'integer', name: 'string', score: 'number', at: 'date', ok: 'boolean', raw: 'bytes' } as const;
    await exportRows(to, columns, rows);
    const expectedRows = [
      { name: 'id', values: rows.map(({ id }) => (id === null ? null : String(id))) },
      { name: 'name', values: rows.map(({ name }) => name) },
      { name: 'score', values: rows.map(({ score }) => (Object.is(score, -0) ? '-0' : score === Infinity ? 'Infinity' : score)) },
      { name: 'at', values: rows.map(({ at }) => (at === null ? null : String(BigInt(at.getTime()) * 1_000_000n))) },
      { name: 'ok', values: rows.map(({ ok }) => ok) },
      { name: 'raw', values: rows.map(({ raw }) => (raw === null ? null : `0x${Buffer.from(raw).toString('hex')}`)) }
    ];
    for (const by of ['pyarrow', 'duckdb']) expect(readByPython([to], by)[to], by).toEqual(expectedRows);
  });
});

describe('what exportRows lets pass at the edges', () => {
  const none: readonly null[] = [null, null];
  type Edge = readonly [RowType, readonly unknown[], readonly unknown[]];
  const edges: Readonly<Record<string, Edge>> = {
    'a.b': ['string', ['', 'a\u0000b'], ['', 'a\u0000b']],
    constructor: ['string', ['\u{10ffff}', '\ufeffx'], ['\u{10ffff}', '\ufeffx']] as Edge,
    'é "q" \n': ['number', [5e-324, -Number.MAX_VALUE], [5e-324, -Number.MAX_VALUE]],
    long: ['integer', [2 ** 53 - 1, -(2n ** 53n) + 1n], ['9007199254740991', '-9007199254740991']],
    at: ['date', [new Date(-8.64e15), new Date(8.64e15)], ['-8640000000000000000000', '8640000000000000000000']],
    length: ['bytes', [new Uint8Array(0), Buffer.alloc(70_000, 7)], ['0x', `0x${'07'.repeat(70_000)}`]],
    ...Object.fromEntries(
      (['string', 'integer', 'number', 'boolean', 'date', 'bytes'] as const).map((type): [string, Edge] => [
        `no ${type}`,
        [type, none, none]
      ])
    )
  };
  const columns = Object.fromEntries(Object.entries(edges).map(([name, [type]]) => [name, type]));

  it.each([0, 1, 2])('is read by pyarrow and DuckDB as what it was, in a file of %d rows', async count => {
    const to = path.join(folder, `edges-${count}.parquet`);
    const given = Array.from({ length: count }, (_, at) =>
      Object.fromEntries(Object.entries(edges).map(([name, [, values]]) => [name, values[at]]))
    );
    await exportRows(to, columns, given);
    for (const by of ['pyarrow', 'duckdb']) {
      const found = readByPython([to], by)[to] as Column[];
      const wanted = Object.entries(edges).map(([name, [, , values]]) => ({ name, values: values.slice(0, count) }));
      expect(found, by).toEqual(wanted);
    }
  });
});

describe('a table of a run', () => {
  const cells = [
    {
      source: `import { tableFromArrays } from 'apache-arrow';\nconst t = tableFromArrays({ id: BigInt64Array.from([1n, 9007199254740993n]), x: Float64Array.from([0.5, NaN]) });`,
      tags: ['step:load']
    },
    { source: 'const kept = t;\nconst n = t.numRows;', tags: ['step:use'] }
  ];
  const found = [
    { name: 'id', values: ['1', '9007199254740993'] },
    { name: 'x', values: [0.5, 'NaN'] }
  ];

  it.each(['arrow', 'parquet'])(
    'that is kept as %s is exported, and read by pyarrow and by stock metaflow',
    async form => {
      const place = makeWorkspace();
      const source = place.notebook(
        'tables.ipynb',
        cells.map((cell, at) => (at === 0 ? { ...cell, settings: { tables: form } } : cell))
      );
      const ran = await place.headwater(['run', source]);
      expect(ran.status, ran.stderr).toBe(0);
      const to = path.join(place.folder, 'out.parquet');
      for (const extra of [[], ['--force']]) {
        const exported = await place.headwater(['export', 'Tables/latest/use/kept', '-o', to, ...extra]);
        expect(exported.status, exported.stderr).toBe(0);
      }
      expect(readByPython([to], 'pyarrow')[to]).toEqual(found);
      const again = await place.headwater(['export', 'Tables/latest/use/kept', '-o', to]);
      expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('HW746') as string });
      const script = `from metaflow import Flow, namespace\nnamespace(None)\nprint(Flow('Tables').latest_run['use'].task.data.kept.to_json())`;
      const frame = execFileSync(python ?? '', ['-c', script], {
        cwd: place.folder,
        encoding: 'utf8',
        env: { ...process.env, METAFLOW_DATASTORE_SYSROOT_LOCAL: path.dirname(place.storeRoot) }
      });
      expect(frame.trim()).toBe('{"id":{"0":1,"1":9007199254740993},"x":{"0":0.5,"1":null}}');
      place.remove();
    },
    120_000
  );
});

const notForParquet = [
  'parquet/shape_dup_names.parquet: HW744 d',
  'ipc/t_interval_mdn.arrow: HW744 c',
  'ipc/t_union_dense.arrow: HW744 c',
  'ipc/t_union_sparse.arrow: HW744 c',
  'ipc/dup_names.arrow: HW744 d'
];

function read(file: string): Promise<Table> {
  return (file.startsWith('parquet/') ? readParquet : readArrow)(path.join(corpus, file));
}

async function write(table: Table, to: string, options: Pick<(typeof forms)[number], 'format' | 'compression'>): Promise<string | null> {
  try {
    await writeTableFile(table, to, options);
    return null;
  } catch (error) {
    if (isHeadwaterError(error)) return `${error.code} ${error.about}`;
    throw error;
  }
}

function columnsOf(file: string): Column[] {
  return expected.tables[expected.files[file]!.table]!.columns.map(({ name, values }) => ({ name, values }));
}

function readByPython(paths: readonly string[], by: string): Record<string, unknown> {
  if (python === null) throw new Error('No Python with pyarrow: set HEADWATER_PYTHON, or let npm test make .python');
  const input = paths.map(each => `${each}\t${by}`).join('\n');
  const output = execFileSync(python, [path.join(__dirname, 'table-files.py')], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(output) as Record<string, unknown>;
}
