import { describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import { decodeValue } from '../../../src/artifact/decode-value';
import { PythonObject, PythonTime } from '../../../src/artifact/decode/python-values';
import { namingContext } from '../../../src/artifact/naming-context';
import { NdArray } from '../../../src/artifact/nd-array';
import { expectedValues, fixtureBlobs } from './fixture-store';
import { judge, type Verdict } from './python-encoding';

/** The pickle of a text of bytes, one character each; `{n}` in it is nothing special. */
function load(pickle: string): unknown {
  return decodeValue(Buffer.from(pickle, 'latin1'), namingContext);
}

describe('pickles of real Metaflow', () => {
  it.each([
    ['store.tar.gz', 'expected.json', 300],
    ['store-old.tar.gz', 'expected-old.json', 75]
  ] as const)('of %s are right, or shown as opaque, but never wrong', async (store, file, atLeast) => {
    const blobs = await fixtureBlobs(store);
    const wrong: string[] = [];
    const count: Record<Verdict, number> = { right: 0, opaque: 0, wrong: 0 };
    for (const [key, { value, type, repr, load_error }] of expectedValues(file)) {
      // One traceback's paths were made neutral in the expectations, not in the store.
      const bytes = blobs.get(key);
      if (bytes === undefined || load_error !== undefined || repr?.includes('/opt/x/metaflow/venv-old')) continue;
      const actual = decodeValue(bytes, namingContext);
      const verdict = judge(actual, value);
      count[verdict]++;
      if (verdict === 'wrong') wrong.push(`${type}: ${inspect(actual)} for ${JSON.stringify(value)?.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    expect(count.right).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('pickles of older protocols', () => {
  it('reads what protocol 0 writes for a list', () => {
    // pickle.dumps([1, True, 2.5, 'a', None, 10**20], 0)
    expect(load('(lp0\nI1\naI01\naF2.5\naVa\np1\naNaL100000000000000000000L\na.')).toEqual([1, true, 2.5, 'a', null, 10n ** 20n]);
  });

  it('reads what protocol 2 writes for bytes and old modules', () => {
    // pickle.dumps(b'\\xff', 2)
    expect(load('\x80\x02c_codecs\nencode\nq\x00X\x02\x00\x00\x00\xc3\xbfq\x01X\x06\x00\x00\x00latin1q\x02\x86q\x03Rq\x04.')).toEqual(
      Buffer.from([255])
    );
  });

  it('reads a dict that has keys of other types as a Map, also inside itself', () => {
    // d = {1: 'a'}; d[2] = d; pickle.dumps(d, 4) without frame
    const map = load('\x80\x04}\x94(K\x01\x8c\x01a\x94K\x02h\x00u.') as Map<unknown, unknown>;
    expect([...map.keys()]).toEqual([1, 2]);
    expect(map.get(2)).toBe(map);
  });
});

describe('Python types', () => {
  it('shows an object of an unknown class by its name and state', () => {
    // class Plain with x = 1: copyreg-free NEWOBJ and BUILD
    const value = load('\x80\x04\x8c\x05fxlib\x94\x8c\x05Plain\x94\x93\x94)\x81\x94}\x94\x8c\x01x\x94K\x01sb.');
    expect(value).toBeInstanceOf(PythonObject);
    expect(inspect(value)).toBe('<Python fxlib.Plain>({ x: 1 })');
  });

  it('never calls what a pickle names', () => {
    const value = load('\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x93\x94\x8c\x04true\x94\x85R.');
    expect(value).toMatchObject({ className: 'os.system', args: ['true'] });
  });

  it('reads a datetime with a zone as a Date, and one without as its text', () => {
    const state = 'C\x0a\x07\xe8\x02\x1d\x0c\x00\x00\x00\x00\x00';
    const naive = load(`\x80\x04\x8c\x08datetime\x94\x8c\x08datetime\x94\x93\x94${state}\x85R.`);
    expect(naive).toBeInstanceOf(PythonTime);
    expect(String(naive)).toBe('2024-02-29T12:00:00');
    const utc = '\x8c\x08datetime\x8c\x08timezone\x93\x8c\x08datetime\x8c\x09timedelta\x93K\x00\x85R\x85R';
    expect(load(`\x80\x04\x8c\x08datetime\x94\x8c\x08datetime\x94\x93\x94${state}${utc}\x86R.`)).toEqual(new Date('2024-02-29T12:00:00Z'));
  });

  it('indexes arrays of several dimensions in either order', () => {
    const c = new NdArray('<f8', [2, 3], 'C', [0, 1, 2, 3, 4, 5]);
    const f = new NdArray('<f8', [2, 3], 'F', [0, 3, 1, 4, 2, 5]);
    expect([c.at(1, 2), f.at(1, 2), c.at(0, 1), f.at(0, 1)]).toEqual([5, 5, 1, 1]);
  });
});

describe('hostile and damaged bytes', () => {
  it.each([
    ['nothing', ''],
    ['no STOP', '\x80\x04K\x01'],
    ['an empty stack', '\x80\x04.'],
    ['a length beyond the end', '\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.'],
    ['an unknown place in the memo', '\x80\x04h\x05.'],
    ['a list without its mark', '\x80\x04]e.'],
    ['taking values of before a mark', '\x80\x04K\x01(\x85.'],
    ['not a pickle at all', 'hello world']
  ])('gives an HW31x error for %s', (_, bytes) => {
    expect(() => load(bytes)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^HW31\d$/) as string }));
  });

  it('survives a deep nest and a wide memo', () => {
    const deep = load(`\x80\x04${']'.repeat(200_000)}${'a'.repeat(199_999)}.`);
    expect(Array.isArray(deep)).toBe(true);
    expect(load('\x80\x04K\x01r\xff\xff\xff\xff.')).toBe(1);
  });

  it('does not take a numpy shape at its word', () => {
    const huge =
      '\x80\x04cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R(K\x01J\xff\xff\xff\x7f\x85cnumpy\ndtype\n\x8c\x02f8\x85R\x89C\x00tb.';
    expect(load(huge)).toBeInstanceOf(PythonObject);
  });

  it('fails cleanly, or not at all, when any byte of a pickle is another', async () => {
    const [first] = [...(await fixtureBlobs('store-old.tar.gz')).values()].filter(bytes => bytes.length > 300 && bytes.length < 3000);
    const bytes = Buffer.from(first ?? []);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8));
      try {
        decodeValue(changed, namingContext);
      } catch (error) {
        expect(error).toMatchObject({ name: 'HeadwaterError' });
      }
    }
  });
});
