import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeSlice } from '../../../labextension/src/artifacts/decode-slice';
import { TablePages } from '../../../labextension/src/artifacts/table-pages';
import type { Query } from '../../../labextension/src/tokens';
import { StoreOfRuns } from '../runs/store-of-runs';

const rows = 10_000_000;

/** Ten million rows: `n` is the row, `text` says so. */
class TableServer extends StoreOfRuns {
  readonly asked: Query[] = [];
  held: (() => void)[] | null = null;

  override async askBytes(_route?: string, query: Query = {}): Promise<Uint8Array> {
    this.asked.push(query);
    await new Promise<void>(resolve => (this.held === null ? resolve() : this.held.push(resolve)));
    const [from, to] = [Number(query['from']), Number(query['to'])];
    const numbers = Array.from({ length: to - from }, (_, i) => (query['descending'] === 1 ? rows - 1 - from - i : from + i));
    return tableToIPC(tableFromArrays({ n: Float64Array.from(numbers), text: numbers.map(n => `row ${n}`) }), 'stream');
  }
}

let server: TableServer;
let pages: TablePages;
beforeEach(() => {
  server = new TableServer(0);
  const columns = [
    { name: 'n', type: 'Float64', numeric: true },
    { name: 'text', type: 'Utf8', numeric: false }
  ];
  pages = new TablePages(server, { path: 'a.ipynb', pathspec: 'F/1/s/2/t' }, { rows, columns }, decodeSlice);
});

describe('TablePages', () => {
  it('asks only for the slice that is looked at', async () => {
    expect(pages.text(7_654_321, 1)).toBe(null);
    await vi.waitFor(() => expect(pages.text(7_654_321, 1)).toBe('row 7654321'));
    expect(server.asked).toMatchObject([{ from: 7_654_200, to: 7_654_400, sort: null }]);
  });

  it('asks once for the cells of one page, and not beyond the end', async () => {
    for (let row = rows - 50; row < rows; row++) pages.text(row, 0);
    await vi.waitFor(() => expect(pages.text(rows - 1, 0)).toBe('9999999'));
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.['to']).toBe(rows);
  });

  it('lets fly by what was scrolled over, and takes the last place first', async () => {
    server.held = [];
    for (let row = 0; row < rows; row += 10_000) pages.text(row, 0);
    await vi.waitFor(() => expect(server.asked).toHaveLength(2));
    expect(server.asked[0]?.['from']).toBe(9_990_000);
    const { held } = server;
    server.held = null;
    for (const release of held) release();
    await vi.waitFor(() => expect(server.asked.length).toBe(6));
  });

  it('throws away what comes in an order that is no longer wanted', async () => {
    server.held = [];
    pages.text(0, 0);
    await vi.waitFor(() => expect(server.held).toHaveLength(1));
    pages.sort({ column: 'n', descending: true });
    pages.text(0, 0);
    await vi.waitFor(() => expect(server.held).toHaveLength(2));
    for (const release of server.held) release();
    await vi.waitFor(() => expect(pages.text(0, 0)).toBe('9999999'));
    expect(server.asked[1]).toMatchObject({ sort: 'n', descending: 1 });
  });

  it('keeps a bounded number of pages', async () => {
    for (let page = 0; page < 302; page++) {
      pages.text(page * 200, 0);
      await vi.waitFor(() => expect(pages.text(page * 200, 0)).not.toBe(null), { interval: 1 });
    }
    const before = server.asked.length;
    pages.text(0, 0);
    await vi.waitFor(() => expect(server.asked.length).toBe(before + 1));
  });

  it('says what went wrong', async () => {
    vi.spyOn(server, 'askBytes').mockRejectedValue(new Error('away'));
    pages.text(0, 0);
    await vi.waitFor(() => expect(pages.error?.message).toBe('away'));
  });
});
