import { decodeLong } from '../pickle/long';
import { op } from '../pickle/opcodes';
import type { ByteSource } from './byte-source';
import { ownPages } from './own-memory';

/** Longest decimal text of an integer that is read (protocol 0); converting a longer one would take too long. */
const mostDigits = 100_000;

/** Opcodes that make a number, boolean, None, string or bytes; integers beyond 2^53 are bigints. */
export const scalarReaders: Readonly<Record<number, (source: ByteSource) => unknown>> = {
  [op.NONE]: () => null,
  [op.NEWTRUE]: () => true,
  [op.NEWFALSE]: () => false,
  [op.BININT1]: source => source.byte(),
  [op.BININT2]: source => source.uint16(),
  [op.BININT]: source => source.int32(),
  [op.LONG1]: source => numberIfSafe(decodeLong(source.view(source.byte()))),
  [op.LONG4]: source => decodeLong(source.view(source.uint32())),
  [op.BINFLOAT]: source => source.double(),
  [op.INT]: source => parseInt01(source.line()),
  [op.LONG]: source => parseDecimal(source.line().replace(/L$/, ''), source),
  [op.FLOAT]: source => parseFloatText(source.line()),
  [op.SHORT_BINUNICODE]: source => source.text(source.byte()),
  [op.BINUNICODE]: source => source.text(source.uint32()),
  [op.BINUNICODE8]: source => source.text(source.uint64()),
  [op.UNICODE]: source => unescapeUnicode(source.line()),
  [op.SHORT_BINSTRING]: source => source.view(source.byte()).toString('latin1'),
  [op.BINSTRING]: source => source.view(source.uint32()).toString('latin1'),
  [op.STRING]: source => source.line().slice(1, -1),
  [op.SHORT_BINBYTES]: source => readBytes(source.byte(), source),
  [op.BINBYTES]: source => readBytes(source.uint32(), source),
  [op.BINBYTES8]: source => readBytes(source.uint64(), source),
  [op.BYTEARRAY8]: source => new Uint8Array(source.view(source.uint64()))
};

/** A copy, unless the bytes are long and mapped, or what comes next shows that a table or a numpy array is made of them. */
function readBytes(length: number, source: ByteSource): Buffer {
  const view = source.view(length);
  const next = [0, 1, 2].map(ahead => source.peek(ahead)).filter(code => code !== op.MEMOIZE);
  const isStream = next[0] === op.TUPLE1 && next[1] === op.REDUCE;
  const isState = next[0] === op.TUPLE && next[1] === op.BUILD;
  if (isStream) return view;
  return ownPages(view) ?? (isState ? view : Buffer.from(view));
}

/** Protocol 0 wrote booleans as the integers 00 and 01. */
function parseInt01(text: string): unknown {
  if (text === '00' || text === '01') return text === '01';
  return Number.isSafeInteger(Number(text)) ? Number(text) : numberIfSafe(BigInt(/^-?\d{1,30}$/.test(text) ? text : 0));
}

function parseDecimal(text: string, source: ByteSource): unknown {
  if (text.length > mostDigits || !/^-?\d+$/.test(text)) return source.truncated();
  return numberIfSafe(BigInt(text));
}

function parseFloatText(text: string): number {
  const special = { nan: NaN, inf: Infinity, '-inf': -Infinity }[text];
  return special ?? Number(text);
}

function numberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function unescapeUnicode(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (_, short: string | undefined, long: string | undefined) => {
    const point = Number.parseInt(short ?? long ?? '0', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  });
}
