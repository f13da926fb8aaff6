import { randomBytes } from 'node:crypto';
import type { OutputLog } from '../display';

/** Mime types of tslab's display functions. */
const mimeTypes = {
  javascript: 'text/javascript',
  html: 'text/html',
  markdown: 'text/markdown',
  latex: 'text/latex',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  text: 'text/plain'
};

/** What `import 'tslab'` gives inside a task: tslab 1.0's `display`, `newDisplay` and `versions`, recording into the log. */
export function tslabModule(log: () => OutputLog): object {
  return {
    __esModule: true,
    versions: { tslab: '1.0.22', typescript: '5.0.4', node: process.version },
    display: displayInto(log, undefined),
    newDisplay: () => displayInto(log, randomBytes(8).toString('hex'))
  };
}

function displayInto(log: () => OutputLog, id: string | undefined): object {
  const raw = (mimeType: string, data: string | Uint8Array) => log().display({ [mimeType]: asText(data) }, id);
  const named = Object.entries(mimeTypes).map(([name, mimeType]) => [name, (data: string | Uint8Array) => raw(mimeType, data)] as const);
  return { ...Object.fromEntries(named), raw };
}

function asText(data: string | Uint8Array): string {
  return data instanceof Uint8Array ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') : data;
}
