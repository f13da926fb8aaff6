import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { PythonObject } from '../../../src/artifact/decode/python-values';
import { pictureOf } from '../../../src/server/values/image-type';
import { valueNode } from '../../../src/server/values/value-node';

describe('one level of a value', () => {
  it('has a text, a type and no entries where there is nothing inside', () => {
    expect(valueNode(5, [], 0, 10)).toEqual({ text: 'number 5', type: 'number', total: 0, entries: null });
    expect(valueNode('a\nb', [], 0, 10)).toEqual({ text: 'a\nb', type: 'string', total: 0, entries: null });
    expect(valueNode(null, [], 0, 10)).toMatchObject({ type: 'null', entries: null });
    expect(valueNode(new Date(0), [], 0, 10)).toMatchObject({ text: 'Date 1970-01-01T00:00:00.000Z', entries: null });
  });

  it('lists the entries of objects, lists, maps and sets in their order', () => {
    const labels = (value: unknown): string[] | undefined =>
      valueNode(value, [], 0, 10)?.entries?.map(each => `${each.label}=${each.text}`);
    expect(labels({ b: 1, a: [1, 2] })).toEqual(['b=number 1', 'a=Array(2)']);
    expect(labels(['x'])).toEqual(['0=string "x"']);
    expect(
      labels(
        new Map<unknown, unknown>([
          ['k', 1],
          [2, 3]
        ])
      )
    ).toEqual(['k=number 1', 'number 2=number 3']);
    expect(labels(new Set([true]))).toEqual(['0=boolean true']);
    expect(labels(new Float64Array([1.5]))).toEqual(['0=number 1.5']);
    expect(labels(new TypeError('no'))).toContain('message=string "no"');
  });

  it('is reached by positions, and is null where there is no such part', () => {
    const value = { list: [1, new Map([['deep', { x: 7 }]])] };
    expect(valueNode(value, [0, 1, 0, 0], 0, 10)?.text).toBe('number 7');
    expect(valueNode(value, [0, 9], 0, 10)).toBeNull();
    expect(valueNode(value, [0, -1], 0, 10)).toBeNull();
    expect(valueNode(value, [0, 0, 0], 0, 10)).toBeNull();
  });

  it('gives a page of a long list and knows how long it is', () => {
    const node = valueNode(
      Array.from({ length: 100_000 }, (_, at) => at),
      [],
      99_998,
      10
    );
    expect(node?.total).toBe(100_000);
    expect(node?.entries?.map(each => [each.at, each.text])).toEqual([
      [99_998, 'number 99998'],
      [99_999, 'number 99999']
    ]);
  });

  it('runs no code of the value', () => {
    let ran = false;
    const value = {
      get trap(): number {
        ran = true;
        return 1;
      }
    };
    expect(valueNode(value, [], 0, 10)?.entries?.[0]?.text).toBe('string "(computed when it is read)"');
    const proxy = new Proxy({}, { ownKeys: () => ((ran = true), []) });
    expect(valueNode(proxy, [], 0, 10)).toMatchObject({ text: 'Proxy', entries: null });
    expect(ran).toBe(false);
  });

  it('shows the columns of a table, and objects of Python by class and state', () => {
    const table = arrow.tableFromArrays({ a: [1, 2], b: ['x', 'y'] });
    expect(valueNode(table, [], 0, 10)?.entries?.map(each => each.label)).toEqual(['a', 'b']);
    expect(valueNode(table, [1, 0], 0, 10)?.text).toBe('x');
    const python = new PythonObject('fx.Point', [1]);
    python.state = { x: 1 };
    const node = valueNode(python, [], 0, 10);
    expect(node).toMatchObject({ text: 'fx.Point', total: 2 });
    expect(node?.entries?.map(each => each.label)).toEqual(['argument 1', 'state']);
  });
});

describe('a picture', () => {
  const begin = (bytes: readonly number[]): Uint8Array => Uint8Array.from([...bytes, ...new Array<number>(20).fill(0)]);

  it('is known by the bytes that its format begins with', () => {
    expect(pictureOf(begin([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))?.contentType).toBe('image/png');
    expect(pictureOf(begin([0xff, 0xd8, 0xff, 0xe0]))?.contentType).toBe('image/jpeg');
    expect(pictureOf(Buffer.from('GIF89a then more'))?.contentType).toBe('image/gif');
    expect(pictureOf(Buffer.from('RIFF....WEBPVP8 '))?.contentType).toBe('image/webp');
  });

  it('is never a document that could run something', () => {
    expect(pictureOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))).toBeNull();
    expect(pictureOf(Buffer.from('<!doctype html>'))).toBeNull();
    expect(pictureOf('\x89PNG\r\n\x1a\n')).toBeNull();
  });
});
