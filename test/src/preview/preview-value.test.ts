import { tableFromArrays, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { PythonObject } from '../../../src/artifact/decode/python-values';
import { previewOf } from '../../../src/preview/preview-value';

describe('the preview of a value', () => {
  it('of a table is its first rows with the types of its columns, however long it is', () => {
    const table = tableFromArrays({
      id: Int32Array.from({ length: 100_000 }, (_, at) => at),
      when: [new Date(0), ...Array.from({ length: 99_999 }, () => new Date(86_400_000))]
    });
    expect(previewOf(table)).toMatchObject({
      type: 'table',
      total: 100_000,
      columns: [
        { name: 'id', kind: 'Int32', align: 'right' },
        { name: 'when', kind: expect.stringContaining('Timestamp') as string }
      ],
      rows: [
        [0, '1970-01-01T00:00:00.000'],
        [1, '1970-01-02T00:00:00.000'],
        [2, expect.any(String)],
        [3, expect.any(String)],
        [4, expect.any(String)]
      ]
    });
  });

  it('of a table with many columns names those that it leaves out', () => {
    const wide = tableFromArrays(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`c${at}`, [at]])));
    const preview = previewOf(wide);
    expect(preview.type === 'table' && preview.columns.length).toBe(16);
    expect(preview).toMatchObject({ note: expect.stringMatching(/^24 more columns: c16, c17/) as string });
  });

  it('of a list of records is a table; of a column on its own too', () => {
    expect(
      previewOf([
        { a: 1, b: 'x' },
        { a: 2, b: new Date(0) },
        { a: null, b: null }
      ])
    ).toMatchObject({
      type: 'table',
      total: 3,
      rows: [[1, 'x'], [2, '1970-01-01T00:00:00.000Z'], [null, null]] // prettier-ignore
    });
    expect(previewOf(vectorFromArray([1, 2]))).toMatchObject({ type: 'table', total: 2, columns: [{ name: 'value' }] });
  });

  it('of numbers is the first of them, to six digits', () => {
    expect(previewOf(Float64Array.from({ length: 1000 }, (_, at) => at / 3))).toMatchObject({
      text: expect.stringMatching(/^\[0, 0\.333333, 0\.666667, 1, .*… 976 more\]$/) as string
    });
  });

  it('of anything else is what a console shows, and short', () => {
    expect(previewOf(new Map([['a', { x: 1 }]]))).toEqual({ type: 'text', text: "Map(1) { 'a' => { x: 1 } }" });
    const python = new PythonObject('sklearn.linear_model.LinearRegression', []);
    python.state = { coef_: [1, 2] };
    expect(previewOf(python)).toMatchObject({ text: expect.stringContaining('<Python sklearn.linear_model.LinearRegression>') as string });
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, 'x'.repeat(100)]));
    const nested = { a: Array.from({ length: 50 }, () => wide), text: 'y'.repeat(1_000_000) };
    for (const each of [wide, nested, 'z'.repeat(1_000_000), [[nested, nested]]])
      expect(JSON.stringify(previewOf(each)).length).toBeLessThan(5000);
    expect(previewOf(wide)).toMatchObject({ text: expect.stringContaining("key0: 'xxx") as string });
  });

  it('runs nothing of a value that computes what is asked of it', () => {
    const asked: string[] = [];
    const value = { get secret() { asked.push('getter'); return 1; } }; // prettier-ignore
    const proxy = new Proxy({}, { get: (_, key) => asked.push(String(key)), ownKeys: () => (asked.push('keys'), []) });
    for (const each of [value, proxy, [proxy, proxy], [value, value]]) previewOf(each);
    expect(asked).toEqual([]);
  });
});
