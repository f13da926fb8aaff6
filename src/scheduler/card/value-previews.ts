import type { StoredVersion } from '../../artifact/artifact';
import { decodeValue } from '../../artifact/decode-value';
import { namingContext } from '../../artifact/naming-context';
import { bytesText } from '../../card/draw/draw-values';
import { previewOf, type Preview } from '../../preview/preview-value';
import type { RunContext } from '../run-context';
import { newPreviewReader } from './preview-reader';

/** Shows a few lines of stored values; what several tasks have read is read once. */
export interface ValuePreviews {
  /** Null for a value whose summary says it all, and for one that cannot be read. */
  of(stored: StoredVersion): Promise<Preview | null>;
  close(): void;
}

/** Stored bytes of a value that are read in a moment, and those that are read at all; tables are mapped, whatever their size. */
const fewBytes = 128 * 1024;
const mostBytes = 64 * 1024 * 1024;

/** Previews that are remembered, by content: 1 kB each. */
const mostKept = 4000;

/** Previews of the values of a run. */
export function valuePreviews({ root, flow, blobs }: Pick<RunContext, 'root' | 'flow' | 'blobs'>): ValuePreviews {
  const known = new Map<string, Preview | null>();
  const reader = newPreviewReader();
  const make = (stored: StoredVersion): Preview | null | Promise<Preview | null> => {
    if (isTableType(stored)) return reader.read({ root, flow, key: stored.key });
    if (stored.size > mostBytes && !stored.raw)
      return { type: 'text', text: `${bytesText(stored.size)} are too much to be read for a card.` };
    return stored.size > fewBytes ? reader.read({ root, flow, key: stored.key }) : readHere(blobs.load(stored.key));
  };
  return {
    async of(stored) {
      if (saysItAll(stored.summary)) return null;
      const found = known.get(stored.key);
      if (found !== undefined) return found;
      const made = await make(stored);
      if (known.size >= mostKept) known.clear();
      known.set(stored.key, made);
      return made;
    },
    close: () => reader.close()
  };
}

/** What of a value's summary is all there is to say: a number, a short text, an empty list. */
function saysItAll(summary: string): boolean {
  if (/^(number|boolean|bigint|function|symbol|Date|null|undefined)\b/.test(summary)) return true;
  return /^(\w+\(0\)|object \{ {2}\})$/.test(summary) || (summary.startsWith('string ') && summary.endsWith('"') && summary.length < 110);
}

function isTableType({ pythonType }: StoredVersion): boolean {
  return /DataFrame|pyarrow/.test(pythonType);
}

function readHere(bytes: Uint8Array): Preview | null {
  try {
    return previewOf(decodeValue(bytes, namingContext));
  } catch {
    return null;
  }
}
