import type { Output } from './output';

/** Characters that are gathered before they are written. */
const chunkLength = 1 << 20;

/** Lines after which it says how far it is. */
const linesOfWord = 4096;

/** Writes pieces of text, a line each, as UTF-8. Returns the bytes. */
export async function writeText(lines: Iterable<string>, output: Output, onProgress?: (lines: number) => void): Promise<number> {
  let text = '';
  let bytes = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(text);
    text = '';
    bytes += chunk.length;
    await output.write(chunk);
    // Signals and others get their turn.
    await new Promise(resolve => setImmediate(resolve));
  };
  for (const line of lines) {
    text += line;
    count += 1;
    if (text.length >= chunkLength) await flush();
    if (count % linesOfWord === 0) onProgress?.(count);
  }
  await flush();
  return bytes;
}
