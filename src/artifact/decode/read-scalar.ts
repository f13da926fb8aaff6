import { decodeLong } from '../pickle/long';
import { op } from '../pickle/opcodes';
import type { ByteSource } from './byte-source';

/** What `readScalar` gives for an opcode that makes no scalar. */
export const noScalar = Symbol('no scalar');

/** Longest decimal text of an integer that is read (protocol 0); converting a longer one would take too long. */
const mostDigits = 100_000;

/** The number, boolean, None, string or bytes that an opcode makes; integers beyond 2^53 are bigints. */
export function readScalar(code: number, source: ByteSource): unknown {
  switch (code) {
    case op.NONE:
      return null;
    case op.NEWTRUE:
      return true;
    case op.NEWFALSE:
      return false;
    case op.BININT1:
      return source.byte();
    case op.BININT2:
      return source.uint16();
    case op.BININT:
      return source.int32();
    case op.LONG1:
      return numberIfSafe(decodeLong(source.view(source.byte())));
    case op.LONG4:
      return decodeLong(source.view(source.uint32()));
    case op.BINFLOAT:
      return source.double();
    case op.INT:
      return parseInt01(source.line());
    case op.LONG:
      return parseDecimal(source.line().replace(/L$/, ''), source);
    case op.FLOAT:
      return parseFloatText(source.line());
    default:
      return readText(code, source);
  }
}

function readText(code: number, source: ByteSource): unknown {
  switch (code) {
    case op.SHORT_BINUNICODE:
      return source.text(source.byte());
    case op.BINUNICODE:
      return source.text(source.uint32());
    case op.BINUNICODE8:
      return source.text(source.uint64());
    case op.UNICODE:
      return unescapeUnicode(source.line());
    case op.SHORT_BINSTRING:
      return source.view(source.byte()).toString('latin1');
    case op.BINSTRING:
      return source.view(source.uint32()).toString('latin1');
    case op.STRING:
      return source.line().slice(1, -1);
    case op.SHORT_BINBYTES:
      return readBytes(source.byte(), source);
    case op.BINBYTES:
      return readBytes(source.uint32(), source);
    case op.BINBYTES8:
      return readBytes(source.uint64(), source);
    case op.BYTEARRAY8:
      return new Uint8Array(source.view(source.uint64()));
    default:
      return noScalar;
  }
}

/** A copy, unless what comes next shows that a table or a numpy array is made of the bytes. */
function readBytes(length: number, source: ByteSource): Buffer {
  const view = source.view(length);
  const next = [0, 1, 2].map(ahead => source.peek(ahead)).filter(code => code !== op.MEMOIZE);
  const isStream = next[0] === op.TUPLE1 && next[1] === op.REDUCE;
  const isState = next[0] === op.TUPLE && next[1] === op.BUILD;
  return isStream || isState ? view : Buffer.from(view);
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
  return text.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi, (_, short: string | undefined, long: string | undefined) => {
    const point = Number.parseInt(short ?? long ?? '0', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  });
}
