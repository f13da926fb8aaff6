const surrogate = /\p{Surrogate}/u;

/** True when the text has half a surrogate pair, which UTF-8 cannot hold. */
export function hasLoneSurrogate(text: string): boolean {
  return surrogate.test(text);
}

/** UTF-8 that encodes lone surrogates as three bytes each, as Python's `surrogatepass` does (https://simonsapin.github.io/wtf-8/). */
export function encodeWtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) bytes.push(...Buffer.from(character, 'utf8'));
    else bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return Uint8Array.from(bytes);
}

/** The text of UTF-8 or WTF-8 bytes. */
export function decodeWtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || !hasEncodedSurrogate(bytes)) return text;
  let result = '';
  let start = 0;
  for (let i = 0; i + 2 < bytes.length; i++) {
    if (!isEncodedSurrogate(bytes, i)) continue;
    result +=
      bytes.toString('utf8', start, i) + String.fromCharCode(0xd000 | ((byteAt(bytes, i + 1) & 0x3f) << 6) | (byteAt(bytes, i + 2) & 0x3f));
    start = i + 3;
    i += 2;
  }
  return result + bytes.toString('utf8', start);
}

function hasEncodedSurrogate(bytes: Buffer): boolean {
  for (let i = bytes.indexOf(0xed); i !== -1; i = bytes.indexOf(0xed, i + 1)) if (isEncodedSurrogate(bytes, i)) return true;
  return false;
}

function isEncodedSurrogate(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0xed && byteAt(bytes, at + 1) >= 0xa0 && byteAt(bytes, at + 1) <= 0xbf && byteAt(bytes, at + 2) >= 0x80;
}

function byteAt(bytes: Buffer, at: number): number {
  return bytes[at] ?? 0;
}
