import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArrow, readParquet } from '../../client/table-files';
import { isHeadwaterError } from '../../src/errors';
import { writeTableFile } from '../../src/table-file/write-table';
import { buildOnce, findPython, packageRoot } from '../build';

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
    !unreadable.includes(file) && all.findIndex(each => tableOf(each) === tableOf(file) && each.split('/')[0] === file.split('/')[0]) === at
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
  // Two columns of one name, none at all, and a UUID without an Arrow schema, which is bytes, are not the same again.
  it('finds in what is written as Parquet what it finds in the originals', async () => {
    const originals = files.filter(file => file.startsWith('parquet/') && !/dup_names|zero_cols|duckdb_types/.test(file));
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
