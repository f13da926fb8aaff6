import { describe, expect, it } from 'vitest';
import { decodeLong, encodeLong } from '../../../../src/artifact/pickle/long';
import { decodeWtf8, encodeWtf8 } from '../../../../src/artifact/pickle/wtf8';

describe('integers as two’s complement bytes', () => {
  // From the docstring of Python's pickle.encode_long.
  it.each([
    [0n, ''],
    [255n, 'ff00'],
    [32767n, 'ff7f'],
    [-256n, '00ff'],
    [-32768n, '0080'],
    [-128n, '80'],
    [127n, '7f'],
    [128n, '8000'],
    [-1n, 'ff']
  ])('%d is %s', (value, hex) => {
    expect(Buffer.from(encodeLong(value)).toString('hex')).toBe(hex);
    expect(decodeLong(Buffer.from(hex, 'hex'))).toBe(value);
  });
});

describe('texts with half a surrogate pair', () => {
  // From Python: 'a\ud800'.encode('utf-8', 'surrogatepass').
  it.each([
    ['a\ud800', '61eda080'],
    ['\udfff', 'edbfbf'],
    ['\u{1f40e}\udc0e', 'f09f908eedb08e']
  ])('%j is %s', (text, hex) => {
    expect(Buffer.from(encodeWtf8(text)).toString('hex')).toBe(hex);
    expect(decodeWtf8(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('a replacement character stays one', () => {
    expect(decodeWtf8(Buffer.from('\ufffd ok'))).toBe('\ufffd ok');
  });
});
