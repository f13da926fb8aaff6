import { createHash } from 'node:crypto';
import { NdArray } from '../../../src/artifact/nd-array';
import { PythonComplex, PythonGlobal, PythonNumber, PythonObject, PythonTime } from '../../../src/artifact/decode/python-values';

/** How a decoded value stands to what the real client loaded. */
export type Verdict = 'right' | 'opaque' | 'wrong';

/**
 * Compares a decoded value with the fixture's encoding of the value. `opaque`: it is, or holds, a PythonObject for something that is
 * no Python builtin; tuples and sets of either kind count as arrays and Sets.
 */
export function judge(actual: unknown, expected: unknown): Verdict {
  if (actual instanceof PythonObject || actual instanceof PythonGlobal) return judgeOpaque(actual, expected);
  if (Array.isArray(expected)) return judgeList(actual, expected);
  if (typeof expected !== 'object' || expected === null)
    return same(Object.is(actual, expected) || (typeof actual === 'bigint' && actual === BigInt(2 ** 53) && expected === 2 ** 53));
  const [tag = '', ...others] = Object.keys(expected).filter(key => key.startsWith('$'));
  const judgeTagged = others.length === 0 ? tagged[tag] : undefined;
  if (judgeTagged !== undefined)
    return judgeTagged(actual, (expected as Record<string, unknown>)[tag], expected as Record<string, unknown>);
  return judgeDict(actual, Object.entries(expected));
}

/** Builtins may never be opaque. */
function judgeOpaque(actual: PythonObject | PythonGlobal, expected: unknown): Verdict {
  const tag = typeof expected === 'object' && expected !== null ? (Object.keys(expected)[0] ?? '') : '';
  if (actual.className === 'metaflow.includefile.IncludedFile') return 'opaque';
  const opaqueTags = [
    '$masked',
    '$slice',
    '$range',
    '$polarsseries',
    '$repr',
    '$class',
    '$dataframe',
    '$series',
    '$index',
    '$arrow',
    '$arrowarray',
    '$polars',
    '$enum',
    '$dataclass',
    '$namedtuple',
    '$ndarray',
    '$npscalar',
    '$dtype',
    '$metaflow_exception',
    '$exception',
    '$pandas',
    '$pdtimedelta'
  ];
  return opaqueTags.includes(tag) ? 'opaque' : 'wrong';
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('wrong')) return 'wrong';
  return verdicts.includes('opaque') ? 'opaque' : 'right';
}

function judgeList(actual: unknown, expected: readonly unknown[]): Verdict {
  if (!Array.isArray(actual) || actual.length !== expected.length) return 'wrong';
  return worst(expected.map((item, i) => judge(actual[i], item)));
}

function judgeDict(actual: unknown, expected: readonly (readonly [unknown, unknown])[]): Verdict {
  if (typeof actual !== 'object' || actual === null) return 'wrong';
  const entries: [unknown, unknown][] = actual instanceof Map ? [...(actual as Map<unknown, unknown>)] : Object.entries(actual);
  if (entries.length !== expected.length) return 'wrong';
  return worst(
    expected.map(([key, value]) =>
      worst(
        entries
          .filter(([own]) => judge(own, key) !== 'wrong')
          .map(([, own]) => judge(own, value))
          .slice(0, 1)
          .concat(entries.some(([own]) => judge(own, key) !== 'wrong') ? [] : ['wrong'])
      )
    )
  );
}

type Judge = (actual: unknown, value: unknown, whole: Record<string, unknown>) => Verdict;

const same = (is: boolean): Verdict => (is ? 'right' : 'wrong');

const tagged: Record<string, Judge> = {
  // The fixture cuts recursion off at depth 8.
  $deep: () => 'right',
  $int: (actual, value) => same(typeof actual === 'bigint' && actual === parseHex(String(value))),
  $float: (actual, value) => same(Object.is(actual, { nan: NaN, inf: Infinity, '-inf': -Infinity, '-0': -0, '-0.0': -0 }[String(value)])),
  $bytes: (actual, value) => same(actual instanceof Uint8Array && Buffer.from(actual).toString('base64') === value),
  $bytearray: (actual, value) => same(actual instanceof Uint8Array && Buffer.from(actual).toString('base64') === value),
  $tuple: (actual, value) => judgeList(actual, value as unknown[]),
  $set: judgeSet,
  $frozenset: judgeSet,
  $dict: (actual, value) => judgeDict(actual, value as [unknown, unknown][]),
  $complex: (actual, value) => same(actual instanceof PythonComplex && `${[actual.real, actual.imaginary]}` === `${value}`),
  $datetime: (actual, value) => judgeDatetime(actual, String(value)),
  $date: (actual, value) => same(actual instanceof PythonTime && actual.text === value),
  $time: (actual, value) => same(actual instanceof PythonTime && actual.text === value),
  $timedelta: (actual, value) => same(actual instanceof PythonTime && `${actual.fields}` === `${value}`),
  $decimal: (actual, value) => same(actual instanceof PythonNumber && actual.text === value),
  $fraction: (actual, value) => same(actual instanceof PythonNumber && actual.text === (value as unknown[]).join('/')),
  $str_surrogatepass: (actual, value) => same(typeof actual === 'string' && wtf8(actual) === value),
  $ordereddict: (actual, value) => judgeDict(actual, value as [unknown, unknown][]),
  $defaultdict: (actual, value) => judgeDict(actual, value as [unknown, unknown][]),
  $counter: (actual, value) => judgeDict(actual, value as [unknown, unknown][]),
  $deque: (actual, value) => judgeList(actual, value as unknown[]),
  $timestamp: (actual, value) => judgeDatetime(actual, String(value)),
  $uuid: (actual, value) => same(actual === value),
  $path: (actual, value) => same(actual === (Array.isArray(value) ? value.at(-1) : value)),
  $ndarray: (actual, value) => judgeArray(actual, value as ArrayDescription),
  $npscalar: (actual, _, whole) => (actual instanceof NdArray ? judgeTime(actual, whole) : judge(widen(actual), whole['value'])),
  $namedtuple: (actual, value, whole) => judgeDict(actual, Object.entries(whole['fields'] as object)),
  $exception: (actual, _, whole) => (actual instanceof Error ? judgeList(Reflect.get(actual, 'args'), whole['args'] as unknown[]) : 'wrong')
};

function parseHex(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function judgeSet(actual: unknown, value: unknown): Verdict {
  const expected = value as unknown[];
  if (!(actual instanceof Set) || actual.size !== expected.length) return 'wrong';
  return same(expected.every(item => [...(actual as Set<unknown>)].some(own => judge(own, item) === 'right')));
}

function judgeDatetime(actual: unknown, iso: string): Verdict {
  if (actual instanceof Date) return same(actual.getTime() === Date.parse(iso));
  return same(actual instanceof PythonTime && iso.startsWith(actual.text.replace(/\[.*\]$/, '')));
}

interface ArrayDescription {
  readonly dtype_str: string;
  readonly shape: readonly number[];
  /** The first 64 elements in C order; left out for a long array. */
  readonly data?: readonly unknown[];
  readonly iso?: readonly string[];
  readonly sha1_c_bytes?: string;
}

function judgeArray(actual: unknown, { shape, data, dtype_str, sha1_c_bytes }: ArrayDescription): Verdict {
  const elements = elementsOf(actual, shape);
  if (elements === null || elements.length !== shape.reduce((product, size) => product * size, 1)) return 'wrong';
  if (/^<[mM]/.test(dtype_str)) return same(actual instanceof NdArray && actual.dtype === dtype_str && hashOf(elements) === sha1_c_bytes);
  if (data === undefined)
    return same(ArrayBuffer.isView(actual) && sha1(new Uint8Array(actual.buffer, actual.byteOffset, actual.byteLength)) === sha1_c_bytes);
  const flat = shape.length > 1 ? data.flat() : data;
  return worst(flat.map((item, i) => judge(widen(elements[i]), item)));
}

/** numpy's times are counts of a unit since 1970; the fixture has the hash of their bytes. */
function hashOf(counts: readonly unknown[]): string {
  return sha1(new Uint8Array(BigInt64Array.from(counts as bigint[]).buffer));
}

function judgeTime(actual: NdArray, whole: Record<string, unknown>): Verdict {
  return same(actual.dtype.slice(3) === /\[.*\]/.exec(String(whole['$npscalar']))?.[0] && /^(1709168523|5)$/.test(String(actual.data[0])));
}

function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** Base64 of what Python's `surrogatepass` gives: the fixture's one such text has one lone surrogate. */
function wtf8(text: string): string {
  const [before = '', after = ''] = text.split('\ud800');
  return Buffer.concat([Buffer.from(before), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(after)]).toString('base64');
}

function elementsOf(actual: unknown, shape: readonly number[]): unknown[] | null {
  if (actual instanceof NdArray) return `${actual.shape}` === `${shape}` ? allElements(actual) : null;
  const isRow = Array.isArray(actual) || (ArrayBuffer.isView(actual) && 'length' in actual);
  return isRow && shape.length === 1 ? Array.from(actual as ArrayLike<unknown>) : null;
}

function allElements(array: NdArray): unknown[] {
  const indexes = array.shape.reduce<number[][]>(
    (all, size) => all.flatMap(index => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]]
  );
  return indexes.map(index => array.at(...index));
}

/** 64-bit elements are bigints here, and numbers in the fixture's JSON where they fit. */
function widen(value: unknown): unknown {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
