import type { Arrow } from '../artifact/arrow/library';

const fileMagic = 'ARROW1';

/** True for the file format, false for what may be a stream. */
export function isArrowFile(bytes: Uint8Array): boolean {
  return text(bytes, 0, fileMagic.length) === fileMagic;
}

/** A file is whole when it ends as it begins; what it holds is in its footer. @throws Error that says what is wrong */
export function checkFileFrame(bytes: Uint8Array): null {
  const end = bytes.length - fileMagic.length;
  if (end < 18 || text(bytes, end, bytes.length) !== fileMagic)
    throw new Error('it is cut off: its last bytes are not those of an Arrow file');
  const footer = viewOf(bytes).getInt32(end - 4, true);
  if (footer <= 0 || footer > end - 12) throw new Error(`its footer would have ${footer} bytes`);
  return null;
}

/**
 * Goes through a stream's messages: each must be there whole, and its end must be marked, since a stream that is cut off between two batches
 * looks like one that is whole. Returns the rows that it announces.
 * @throws Error that says what is wrong
 */
export function checkStreamFrame(bytes: Uint8Array, arrow: Arrow): number {
  if (text(bytes, 0, 4) === 'FEA1') throw new Error('it is of the first Feather format, which is not read');
  let rows = 0;
  for (let at = 0; ;) {
    const message = messageAt(bytes, at);
    if (message === null) return rows;
    const { start, end } = message;
    const found = decodeMessage(bytes.subarray(start, end), arrow);
    if (at === 0 && !found.isSchema()) throw new Error('it does not begin with a schema');
    if (found.isRecordBatch()) rows += found.header().length;
    at = end + found.bodyLength;
    if (found.bodyLength < 0 || at > bytes.length) throw new Error('it is cut off in the middle of a batch');
  }
}

function decodeMessage(bytes: Uint8Array, arrow: Arrow): ReturnType<Arrow['Message']['decode']> {
  try {
    return arrow.Message.decode(bytes);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Unrecognized type')) throw error;
    throw new Error('it is no Arrow file', { cause: error });
  }
}

const continuation = -1;

/** Where the description of the message at a place is; null for the mark of the end. */
function messageAt(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } | null {
  const view = viewOf(bytes);
  const cut = (): never => {
    throw new Error(at === 0 ? 'it is no Arrow file' : 'it is cut off: the mark of its end is missing');
  };
  if (at + 4 > bytes.length) return cut();
  const marked = view.getInt32(at, true) === continuation;
  const start = at + (marked ? 8 : 4);
  if (start > bytes.length) return cut();
  const length = view.getInt32(start - 4, true);
  if (length === 0) return null;
  return length < 0 || start + length > bytes.length ? cut() : { start, end: start + length };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to);
}
