/** A file in an archive. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/**
 * Regular files of a tar archive (POSIX ustar with the pax and GNU extensions for long names), in order.
 * From the `tar` interchange format of POSIX.1-2001, section "pax".
 */
export function readTar(archive: Uint8Array): TarFile[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: TarFile[] = [];
  let longName: string | null = null;
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + block);
    const size = numberAt(header, 124, 12);
    const content = bytes.subarray(at + block, at + block + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = textAt(content, 0, content.length);
    else {
      if (type === '0' || type === '\0') files.push({ name: longName ?? nameOf(header), bytes: content });
      longName = null;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function nameOf(header: Buffer): string {
  const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : '';
  const name = textAt(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', start, end < 0 ? start + length : Math.min(end, start + length));
}

/** Octal digits, or GNU's big-endian number when the first bit is set. */
function numberAt(bytes: Buffer, start: number, length: number): number {
  if (((bytes[start] ?? 0) & 0x80) !== 0)
    return Number(BigInt.asUintN(63, BigInt(`0x${bytes.toString('hex', start + 4, start + length)}`)));
  return parseInt(textAt(bytes, start, length).trim() || '0', 8);
}

/** `path` of a pax header: records `<length> <key>=<value>\n`. */
function paxPath(content: Buffer): string | null {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space));
    if (space < 0 || !(length > 0)) return null;
    const record = content.toString('utf8', space + 1, at + length - 1);
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return null;
}
