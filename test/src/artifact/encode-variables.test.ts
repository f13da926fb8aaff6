import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { decodeGroup, decodeValue } from '../../../src/artifact/decode-value';
import { encodeValue, encodeVariables } from '../../../src/artifact/encode-variables';
import { cell, cellContext } from './cell-context';

const code = cellContext();

function encode(values: Record<string, unknown>): ReturnType<typeof encodeVariables> {
  return encodeVariables(new Map(Object.entries(values)), code);
}

describe('groups', () => {
  it('hold the variables that share a mutable object, directly or through others', () => {
    const shared = [1];
    const link = { shared };
    const { groups } = encode({ c: { link }, a: link, b: shared, alone: [1], number: 1 });
    expect(groups.map(group => group.variables).sort()).toEqual([['a', 'b', 'c'], ['alone'], ['number']]);
  });

  it('are restored from the joint blob with what they share, and each variable alone as well', () => {
    const shared = { n: 1 };
    const [group] = encode({ y: [shared], x: shared }).groups;
    const joint = decodeGroup(Buffer.concat(group?.joint?.parts ?? []), code);
    expect([...joint.keys()]).toEqual(['x', 'y']);
    expect((joint.get('y') as unknown[])[0]).toBe(joint.get('x'));
    expect(decodeValue(Buffer.concat(group?.values['y']?.parts ?? []), code)).toEqual([{ n: 1 }]);
  });

  it('need no joint blob when all are the same object', () => {
    const same = [1, 2];
    const [group] = encode({ a: same, b: same }).groups;
    expect(group?.variables).toEqual(['a', 'b']);
    expect(group?.joint).toBeNull();
    expect(group?.values['a']?.key).toBe(group?.values['b']?.key);
  });

  it('do not form by primitives, symbols or functions with an address', () => {
    const symbol = Symbol('s');
    const { groups } = encode({ a: [1, 'x', symbol, Math.max], b: [1, 'x', symbol, Math.max] });
    expect(groups.map(group => group.variables)).toEqual([['a'], ['b']]);
  });

  it('form by a buffer that views share', () => {
    const buffer = new ArrayBuffer(16);
    expect(encode({ a: new Uint8Array(buffer), b: new Float64Array(buffer) }).groups.map(group => group.variables)).toEqual([['a', 'b']]);
  });

  it('form by a URL and its parameters', () => {
    const url = new URL('https://example.org/?a=1');
    expect(encode({ url, params: url.searchParams }).groups.map(group => group.variables)).toEqual([['params', 'url']]);
  });
});

describe('keys', () => {
  it('are the sha1 of the bytes', () => {
    const { key, parts, size } = encodeValue('x', { a: [1, 2, new Float64Array(20_000)] }, code);
    const bytes = Buffer.concat(parts);
    expect(key).toBe(createHash('sha1').update(bytes).digest('hex'));
    expect(size).toBe(bytes.length);
  });

  it('change when a deep part changes', () => {
    const value = { list: [{ n: 1 }] };
    const before = encodeValue('x', value, code).key;
    value.list[0] = { n: 2 };
    expect(encodeValue('x', value, code).key).not.toBe(before);
  });
});

describe('what cannot be stored', () => {
  const net = new Socket();
  it.each([
    ['a socket deep inside', { layers: [0, 1, 2, { activation: net }] }, 'x.layers[3].activation', /Socket/],
    ['a Promise', Promise.resolve(1), 'x', /Promise/],
    ['a generator', cell('function* g() { yield 1; } return { "a b": g() };'), 'x["a b"]', /generator/],
    ['an iterator', [[1].values()], 'x[0]', /iterator/],
    ['a WeakMap', new Map([['k', new WeakMap()]]), 'x.get("k")', /WeakMap/],
    ['a WeakRef', new WeakRef({}), 'x', /WeakRef/],
    ['a Proxy', { p: new Proxy({}, {}) }, 'x.p', /Proxy/],
    ['a timer', { t: setTimeout(() => undefined, 0).unref() }, 'x.t', /Timeout/],
    ['a formatter', new Intl.NumberFormat('en'), 'x', /NumberFormat/],
    ['a class made in a function', cell('return { Foo: class Foo {} };'), 'x.Foo', /class/],
    ['an instance of such a class', cell('class Foo {} return [new Foo()];'), 'x[0]', /Foo/],
    ['a resizable buffer', Reflect.construct(ArrayBuffer, [8, { maxByteLength: 16 }]), 'x', /resizable/],
    ['arguments', cell('return (function () { return arguments; })(1);'), 'x', /arguments/]
  ])('%s is named, with the way to it and what to do', (_, value, path, what) => {
    const { groups, unstorable } = encode({ x: value, fine: 1 });
    expect(groups.map(group => group.variables)).toEqual([['fine']]);
    expect(unstorable).toMatchObject([{ variable: 'x', path, what: expect.stringMatching(what) as string }]);
    expect(unstorable[0]?.hint).not.toBe('');
  });

  it('is an HW301 error for a single value', () => {
    expect(() => encodeValue('job', new Promise(() => undefined), code)).toThrow(
      expect.objectContaining({ code: 'HW301', about: 'job' }) as Error
    );
  });
});

describe('descriptions', () => {
  it.each([
    [0.93, "<class 'float'>", 'number 0.93'],
    [-0, "<class 'float'>", 'number -0'],
    [12, "<class 'int'>", 'number 12'],
    [5n, "<class 'int'>", 'bigint 5'],
    ['hi', "<class 'str'>", 'string "hi"'],
    [new Map([[1, 2]]), "<class 'dict'>", 'Map(1)'],
    [[1, 2], "<class 'list'>", 'Array(2)'],
    [new Float64Array(1500), "<class 'numpy.ndarray'>", 'Float64Array(1,500)'],
    [new Date(0), "<class 'datetime.datetime'>", 'Date 1970-01-01T00:00:00.000Z'],
    [{ a: 1, b: 2 }, "<class 'dict'>", 'object { a, b }'],
    [undefined, "<class 'NoneType'>", 'undefined']
  ])('of %s', (value, pythonType, summary) => {
    expect(encodeValue('x', value, code)).toMatchObject({ pythonType, summary });
  });

  it('stay within 120 characters', () => {
    expect(encodeValue('x', 'y'.repeat(5000), code).summary.length).toBeLessThanOrEqual(120);
  });
});
