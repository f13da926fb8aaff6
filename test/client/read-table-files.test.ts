import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArrow, readParquet } from '../../client/table-files';
import { buildOnce, packageRoot } from '../build';
import { canonical, type CanonicalColumn } from '../src/table-file/canonical';

const corpus = path.join(packageRoot, 'test/fixtures/table-files');
const expected = JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as {
  tables: Record<string, { rows: number; columns: CanonicalColumn[] }>;
  files: Record<string, { table: string }>;
};
const files = Object.entries(expected.files).map(([file, { table }]) => ({ file, ...expected.tables[table]! }));

beforeAll(() => buildOnce(), 240_000);

describe('every Parquet file of pyarrow, pandas, polars and DuckDB', () => {
  it.each(files.filter(each => each.file.startsWith('parquet/')))('$file has the columns and values that pyarrow finds', async each => {
    const table = await readParquet(path.join(corpus, each.file));
    expect(table.numRows).toBe(each.rows);
    expect(canonical(table)).toEqual(each.file.includes('duckdb_types') ? each.columns.map(withoutExtension) : each.columns);
  });
});

/** Without an Arrow schema a UUID is its sixteen bytes. */
function withoutExtension(column: CanonicalColumn): CanonicalColumn {
  const { storage } = column.type as { storage?: CanonicalColumn['type'] };
  return storage === undefined ? column : { ...column, type: storage };
}

/** What apache-arrow cannot read. */
const refused: Readonly<Record<string, string>> = {
  'ipc/t_list_view.arrow': 'ListView',
  'ipc/t_large_list_view.arrow': 'LargeListView',
  'ipc/t_ree.arrow': 'RunEndEncoded'
};

describe('every Arrow file of pyarrow, pandas and polars', () => {
  const readable = files.filter(each => each.file.startsWith('ipc/') && !(each.file in refused));
  it.each(readable)('$file has the columns and values that pyarrow finds', async each => {
    const table = await readArrow(path.join(corpus, each.file));
    expect(table.numRows).toBe(each.rows);
    expect(canonical(table)).toEqual(each.columns);
  });

  it.each(Object.entries(refused))('%s is refused for its %s', async (file, type) => {
    await expect(readArrow(path.join(corpus, file))).rejects.toThrow(`a column of the type ${type},`);
  });
});
