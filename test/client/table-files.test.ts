import { createServer, type Server } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRows, readArrow, readParquet, writeParquet } from '../../client/table-files';
import { writeTableFile } from '../../src/table-file/write-table';
import { buildOnce, packageRoot } from '../build';

const {
  DateMillisecond,
  Int64,
  List,
  Field,
  TimestampNanosecond,
  TimestampSecond,
  Utf8,
  tableFromArrays,
  tableFromJSON,
  vectorFromArray,
  Table
} = createRequire(__filename)('apache-arrow') as typeof import('apache-arrow');
const corpus = path.join(packageRoot, 'test/fixtures/table-files');
const groups = path.join(corpus, 'parquet/shape_many_rowgroups.parquet');
let folder: string;

beforeAll(() => {
  buildOnce();
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-tables-'));
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const to = (name: string): string => path.join(folder, name);

describe('a part of a Parquet file', () => {
  it('is the columns in the order asked for, and the rows of a range over several row groups', async () => {
    const all = await readParquet(groups);
    const part = await readParquet(groups, { columns: ['s', 'i32'], rowRange: [3, 9] });
    expect(part.schema.fields.map(each => each.name)).toEqual(['s', 'i32']);
    expect(part.toArray().map(String)).toEqual(all.select(['s', 'i32']).slice(3, 9).toArray().map(String));
    expect((await readParquet(groups, { rowRange: [198, 1000] })).numRows).toBe(2);
    for (const rowRange of [
      [500, 1000],
      [7, 7],
      [0, 0]
    ] as const) {
      const none = await readParquet(groups, { columns: ['s', 'i32'], rowRange });
      expect([none.numRows, none.schema.fields.map(each => each.name)]).toEqual([0, ['s', 'i32']]);
    }
  });

  it('is fetched by ranges from a web server, no more than is needed', async () => {
    const bytes = readFileSync(groups);
    let sent = 0;
    const server = await serve((request, response) => {
      const [, from = '0', end = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const piece = bytes.subarray(Number(from), Number(end) + 1);
      sent += piece.length;
      response.writeHead(206, { 'content-range': `bytes ${from}-${end}/${bytes.length}` }).end(piece);
    });
    const part = await readParquet(server.url, { columns: ['i64'], rowRange: [0, 2] });
    server.close();
    expect(part.numRows).toBe(2);
    const footer = bytes.readUInt32LE(bytes.length - 8);
    expect(sent).toBeLessThan(footer + 1000);
  });

  it('is refused by name when the column is not there, the range is none, or the server gives no ranges', async () => {
    await expect(readParquet(groups, { columns: ['i63'] })).rejects.toMatchObject({ code: 'HW742', hint: 'Did you mean i64?' });
    for (const rowRange of [
      [5, 2],
      [-1, 5],
      [0.5, 2],
      [0, NaN]
    ] as const)
      await expect(readParquet(groups, { rowRange }), String(rowRange)).rejects.toMatchObject({ code: 'HW501', about: 'rowRange' });
    const server = await serve((_, response) => response.end('all of it'));
    await expect(readParquet(server.url)).rejects.toMatchObject({ code: 'HW741' });
    server.close();
    const missing = await serve((_, response) => response.writeHead(404).end());
    await expect(readParquet(missing.url)).rejects.toMatchObject({ code: 'HW740', message: expect.stringContaining('404') as string });
    missing.close();
    await expect(readParquet(to('none.parquet'))).rejects.toMatchObject({ code: 'HW740' });
  });
});

describe('a damaged file', () => {
  const whole = readFileSync(path.join(corpus, 'parquet/codec_zstd_v2_dict.parquet'));

  it('is refused wherever it was cut off', async () => {
    for (const length of [0, 3, 4, 11, 12, 100, whole.length - 500, whole.length - 1])
      await expect(readParquet(whole.subarray(0, length)), String(length)).rejects.toMatchObject({ code: 'HW743' });
  });

  it('is refused when its footer or a page is not what it says', async () => {
    const footer = Buffer.from(whole);
    footer.fill(0xff, whole.length - 200, whole.length - 100);
    await expect(readParquet(footer)).rejects.toMatchObject({ code: 'HW743' });
    const long = Buffer.from(whole);
    long.writeUInt32LE(0xfffffff0, whole.length - 8);
    await expect(readParquet(long)).rejects.toMatchObject({ code: 'HW743' });
    const page = Buffer.from(whole);
    page.fill(0x5a, 4, 300);
    await expect(readParquet(page)).rejects.toMatchObject({ code: 'HW743' });
    expect((await readParquet(whole)).numRows).toBe(200);
  });

  it.each(['basic.arrow', 'basic.arrows', 'basic_lz4.arrows', 'basic_zstd.arrow', 'nested.arrows'])(
    '%s is refused wherever it was cut off',
    async name => {
      const bytes = readFileSync(path.join(corpus, 'ipc', name));
      for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 40))
        await expect(readArrow(bytes.subarray(0, length)), String(length)).rejects.toMatchObject({ code: 'HW743' });
      await expect(readArrow(bytes.subarray(0, bytes.length - 8))).rejects.toMatchObject({ code: 'HW743' });
    }
  );

  it('of another format is refused', async () => {
    await expect(readParquet(Buffer.from('id,name\n1,a\n2,b\n'))).rejects.toMatchObject({ code: 'HW743' });
    await expect(readArrow(whole)).rejects.toMatchObject({ code: 'HW743' });
  });
});

describe('writing', () => {
  const table = tableFromArrays({ a: Int32Array.from([1, 2, 3]) });

  it('replaces a file whole, refuses to where that is asked, and leaves nothing behind when it fails', async () => {
    await writeParquet(table, to('once.parquet'));
    await writeParquet(table, to('once.parquet'));
    await expect(writeParquet(table, to('once.parquet'), { overwrite: false })).rejects.toMatchObject({ code: 'HW746' });
    await expect(writeParquet(table, to('no/such/folder.parquet'))).rejects.toMatchObject({ code: 'HW747' });
    await expect(writeParquet(5, to('five.parquet'))).rejects.toMatchObject({ code: 'HW748' });
    await expect(exportRows(to('rows.parquet'), { a: 'integer' }, [{ a: 1 }, { a: 1.5 }])).rejects.toMatchObject({ code: 'HW750' });
    expect(readdirSync(folder)).toEqual(['once.parquet']);
  });

  it('goes to a stream too', async () => {
    const stream = new PassThrough();
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    const { bytes } = await writeParquet(table, stream);
    const written = Buffer.concat(pieces);
    expect(written.length).toBe(bytes);
    expect((await readParquet(written)).toArray().map(each => each?.toJSON())).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('of a table in many pieces gives all its rows, in order', async () => {
    const rows = 3_000_000;
    await writeParquet(tableFromArrays({ n: Float64Array.from({ length: rows }, (_, at) => at) }), to('long.parquet'));
    const values = (await readParquet(to('long.parquet'))).getChild('n')?.toArray() as Float64Array;
    expect(values.length).toBe(rows);
    expect(values.every((value, at) => value === at)).toBe(true);
  });

  it('keeps seconds and dates of milliseconds as what Parquet has, and refuses them inside of lists', async () => {
    const times = new Table({
      s: vectorFromArray([1_709_210_096_000, null], new TimestampSecond()),
      d: vectorFromArray([new Date('2024-02-29'), null], new DateMillisecond())
    });
    await writeParquet(times, to('times.parquet'));
    const read = await readParquet(to('times.parquet'));
    expect(read.schema.fields.map(each => String(each.type))).toEqual(['Timestamp<MILLISECOND>', 'Date32<DAY>']);
    expect(read.toArray().map(each => each?.toJSON())).toEqual([
      { s: 1_709_210_096_000, d: Date.UTC(2024, 1, 29) },
      { s: null, d: null }
    ]);
    const nested = new Table({ l: vectorFromArray([[new Date('2024-02-29')]], new List(new Field('item', new DateMillisecond(), true))) });
    await expect(writeParquet(nested, to('nested.parquet'))).rejects.toMatchObject({ code: 'HW744', about: 'l.item' });
  });
});

describe('text', () => {
  const odd = new Table({
    'a,"b"': vectorFromArray(['x', '', null, 'q "w"\n, z', ' s'], new Utf8()),
    n: vectorFromArray([9_007_199_254_740_993n, null, -1n, 0n, 1n], new Int64()),
    f: vectorFromArray([0.1, NaN, -Infinity, -0, null]),
    t: vectorFromArray([0, null, -1, 4_102_444_799_000, 1.5], new TimestampNanosecond())
  });

  it('as CSV quotes as RFC 4180 says, tells null from an empty text, and keeps all digits', async () => {
    await writeTableFile(odd, to('odd.csv'), { format: 'csv', compression: null });
    const [header, first, second, third] = readFileSync(to('odd.csv'), 'utf8').split('\n');
    expect([header, first, second, third]).toEqual([
      '"a,""b""",n,f,t',
      'x,9007199254740993,0.1,1970-01-01T00:00:00.000000000',
      '"",,NaN,',
      ',-1,-Infinity,1969-12-31T23:59:59.999000000'
    ]);
    expect(readFileSync(to('odd.csv'), 'utf8')).toContain(
      '"q ""w""\n, z",0,-0.0,2099-12-31T23:59:59.000000000\n" s",1,,1970-01-01T00:00:00.001500000\n'
    );
  });

  it('as JSON keeps all digits, and says what JSON lacks', async () => {
    const { notes } = await writeTableFile(odd, to('odd.json'), { format: 'json', compression: null });
    const text = readFileSync(to('odd.json'), 'utf8');
    expect(text).toContain('"n":9007199254740993,');
    expect((JSON.parse(text) as { f: unknown }[]).map(each => each.f)).toEqual([0.1, 'NaN', '-Infinity', -0, null]);
    expect(notes.map(each => each.slice(0, 9))).toEqual(['1 numbers', '2 numbers']);
  });

  it('refuses what would be lost', async () => {
    const lonely = tableFromJSON([{ a: 'x' }, { a: null }]);
    await expect(writeTableFile(lonely, to('l.csv'), { format: 'csv', compression: null })).rejects.toMatchObject({
      code: 'HW749',
      about: 'a'
    });
    const twins = await readArrow(path.join(corpus, 'ipc/dup_names.arrow'));
    await expect(writeTableFile(twins, to('t.json'), { format: 'json', compression: null })).rejects.toMatchObject({
      code: 'HW749',
      about: 'd'
    });
  });
});

describe('exportRows', () => {
  it.each([
    ['integer', 2n ** 60n],
    ['integer', 0.5],
    ['integer', '1'],
    ['number', NaN],
    ['number', '1'],
    ['string', 'a\ud800'],
    ['string', ['a', 'b']],
    ['boolean', 1],
    ['date', new Date(NaN)],
    ['date', 0],
    ['bytes', 'x']
  ] as const)('refuses for %s %s', async (type, value) => {
    await expect(exportRows(to('refused.parquet'), { a: type }, [{ a: null }, { a: value }])).rejects.toMatchObject({
      code: 'HW750',
      message: expect.stringContaining("'a' of row 2 ") as string
    });
  });

  it('refuses names that are no columns, and columns that are none', async () => {
    await expect(exportRows(to('refused.parquet'), { a: 'integer' }, [{ a: 1, b: 2 }])).rejects.toMatchObject({
      code: 'HW750',
      about: 'b'
    });
    await expect(exportRows(to('refused.parquet'), {}, [])).rejects.toMatchObject({ code: 'HW501' });
    await expect(exportRows(to('refused.parquet'), { 'a,b': 'integer' }, [])).rejects.toMatchObject({ code: 'HW501' });
  });
});

async function serve(
  answer: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void
): Promise<{ url: string; close(): void }> {
  const server: Server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/t.parquet`, close: () => server.close() };
}
