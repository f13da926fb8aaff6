import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLogPage } from '../../../src/metadata/read-log-page';

let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'headwater-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A line as Metaflow's mflog writes it. */
function stored(message: string, second = 0): string {
  return `[MFLOG|0|2026-01-01T00:00:${String(second).padStart(2, '0')}.000000Z|task|0a]${message}\n`;
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function textsOf(page: ReturnType<typeof readLogPage>): string[] {
  return page.lines.map(({ message }) => Buffer.from(message).toString('utf8'));
}

describe('a log by pages', () => {
  it('gives every line once, however small the pages are', () => {
    const messages = Array.from({ length: 500 }, (_, at) => `line ${at} ${'ä'.repeat(at % 37)}`);
    const file = write('log', messages.map(each => stored(each)).join(''));
    for (const limit of [1, 7, 100, 4096, 1_000_000]) {
      const seen: string[] = [];
      for (let at: number | null = 0; at !== null;) {
        const page = readLogPage([file], at, limit);
        seen.push(...textsOf(page));
        at = page.next;
      }
      expect(seen).toEqual(messages);
    }
  });

  it('begins with the first line that begins there, and says where each one is', () => {
    const file = write('log', [stored('one'), stored('two'), stored('three')].join(''));
    const length = stored('one').length;
    const page = readLogPage([file], 5, 1000);
    expect(textsOf(page)).toEqual(['two', 'three']);
    expect(page.lines.map(each => each.at)).toEqual([length, length * 2]);
    expect(textsOf(readLogPage([file], length * 2, 1000))).toEqual(['three']);
    expect(page).toMatchObject({ next: null, total: length * 2 + stored('three').length });
  });

  it('merges several sources by time', () => {
    const runtime = write('runtime', stored('begin', 1) + stored('end', 9));
    const task = write('task', stored('middle', 5));
    const page = readLogPage([runtime, task], 0, 1000);
    expect(textsOf(page)).toEqual(['begin', 'middle', 'end']);
    expect(textsOf(readLogPage([runtime, task], page.lines[1]?.at ?? 0, 1))).toEqual(['middle']);
  });

  it('is empty where nothing was printed, and after the end', () => {
    expect(readLogPage([path.join(folder, 'none')], 0, 10)).toEqual({ lines: [], next: null, total: 0 });
    const file = write('log', stored('one'));
    expect(readLogPage([file], 10_000, 10)).toMatchObject({ lines: [], next: null });
  });
});
