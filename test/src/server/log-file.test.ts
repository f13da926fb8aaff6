import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile, type LogFile, type Printing } from '../../../src/server/runs/log-file';

let folder: string;
let file: string;
let log: LogFile;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-printing-'));
  file = path.join(folder, 'stdout');
  writeFileSync(file, '');
  log = openLogFile(file);
});

afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true, force: true });
});

function printing(execution: number, index: number | null): Printing {
  return { execution, of: { step: 'work', index, attempt: 0, stream: 'stdout' }, end: null, isSeen: false };
}

describe('what a process prints', () => {
  it('is told once, as it comes', () => {
    log.expect(printing(1, null));
    expect(log.next()).toBeNull();
    appendFileSync(file, 'one\n');
    expect(log.next()).toMatchObject({ text: 'one\n', skipped: 0 });
    expect(log.next()).toBeNull();
    appendFileSync(file, 'two');
    expect(log.next()).toMatchObject({ text: 'two' });
  });

  it('belongs to the execution that printed it, also when the next one has begun', () => {
    const [first, second] = [printing(1, 0), printing(2, 1)];
    log.expect(first);
    appendFileSync(file, 'first');
    first.end = 5;
    log.expect(second);
    appendFileSync(file, 'second');
    const pieces = [log.next(), log.next(), log.next()];
    expect(pieces.map(each => (each === null ? null : [each.index, each.text]))).toEqual([[0, 'first'], [1, 'second'], null]);
  });

  it('keeps characters whole that are written in two pieces', () => {
    log.expect(printing(1, null));
    const bytes = Buffer.from('ä😀');
    appendFileSync(file, bytes.subarray(0, 4));
    const before = log.next()?.text ?? '';
    appendFileSync(file, bytes.subarray(4));
    expect(before + (log.next()?.text ?? '')).toBe('ä😀');
  });

  it('is cut where a reader is too slow: the end is told, from the beginning of a line, with what was left out', () => {
    log.expect(printing(1, null));
    const line = `${'x'.repeat(99)}\n`;
    appendFileSync(file, line.repeat(50_000));
    let told = 0;
    let skipped = 0;
    for (let piece = log.next(); piece !== null; piece = log.next()) {
      if (told === 0) expect(piece.text.startsWith(line)).toBe(true);
      told += piece.text.length;
      skipped += piece.skipped;
    }
    expect(told + skipped).toBe(5_000_000);
    expect(told).toBeLessThan(300_000);
  });

  it('is still told when the file is removed at the end of the run', () => {
    log.expect(printing(1, null));
    appendFileSync(file, 'last words\n');
    rmSync(file);
    expect(log.next()).toMatchObject({ text: 'last words\n' });
  });
});
