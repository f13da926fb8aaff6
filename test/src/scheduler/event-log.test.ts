import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEventLog, readEventLog } from '../../../src/scheduler/event-log';
import type { RunLine } from '../../../src/scheduler/run-line';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-log-'));
  path = join(folder, 'events.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true }));

function line(at: number, by = 'me'): RunLine {
  return { v: 1, at, type: 'event', event: { type: 'stop', at, by } };
}

describe('the event log', () => {
  it('gives a reader each line once, as it was written', () => {
    const reader = readEventLog(path);
    expect(reader.next()).toEqual([]);
    const log = openEventLog(path);
    log.append(line(1, 'zwei\nZeilen – ü'));
    expect(reader.next()).toEqual([line(1, 'zwei\nZeilen – ü')]);
    log.append(line(2));
    log.append(line(3));
    expect(reader.next()).toEqual([line(2), line(3)]);
    expect(reader.next()).toEqual([]);
    reader.close();
    log.close();
  });

  it('gives a line only when all of it is there', () => {
    const text = JSON.stringify(line(1, 'ü'));
    const reader = readEventLog(path);
    appendFileSync(path, Buffer.from(text).subarray(0, -4));
    expect(reader.next()).toEqual([]);
    appendFileSync(path, Buffer.concat([Buffer.from(text).subarray(-4), Buffer.from('\n')]));
    expect(reader.next()).toEqual([line(1, 'ü')]);
    reader.close();
  });

  it('goes on after a line that a dead owner has left unfinished', () => {
    appendFileSync(path, `${JSON.stringify(line(1))}\n{"v":1,"at":2,"ty`);
    const log = openEventLog(path);
    log.append(line(3));
    log.close();
    const reader = readEventLog(path);
    expect(reader.next()).toEqual([line(1), line(3)]);
    reader.close();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  });
});
