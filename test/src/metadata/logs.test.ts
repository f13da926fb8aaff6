import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../src/metadata/local-reader';
import { pickles, TestStore, then } from './store';

const run = '1795250000000001';
const path = { flow: 'Flow', run, step: 'start', task: '1' };
let store: TestStore;
beforeEach(() => {
  store = new TestStore();
  store.run(run);
});
afterEach(() => store.remove());

/** Publishes captured bytes and gives what is read back, byte for byte. */
function roundTrip(bytes: Uint8Array): Buffer {
  store.publish({
    run,
    stdout: { path: store.output(bytes), start: 0, end: bytes.length },
    artifacts: [store.artifact('x', pickles.int(1))]
  });
  return Buffer.concat([...openReader(store.root).logBytes(path, 'stdout', 0)]);
}

describe('a log', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', Buffer.from('')],
    ['lines', Buffer.from('one\ntwo\n')],
    ['a last line that is open', Buffer.from('one\ntwo')],
    ['empty lines', Buffer.from('\n\n\nx\n\n')],
    ['carriage returns', Buffer.from('10 %\r20 %\r\ndone\r')],
    ['text that looks like a header', Buffer.from('[MFLOG|0|2026-11-21T08:17:30.637936Z|runtime|1]x\n[MFLOG\n')],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0x80, 0x0a, 0xc3])],
    ['a line longer than any piece', Buffer.concat([Buffer.alloc(2_500_000, 'y'), Buffer.from('\nz\n')])],
    ['lines around the ends of pieces', Buffer.from(Array.from({ length: 60_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 37)}`).join('\n'))]
  ])('gives back %s', (_, bytes) => {
    expect(roundTrip(bytes).equals(bytes)).toBe(true);
  });

  it('holds only the bytes of its task', () => {
    const file = store.output('before|mine\n|after');
    store.publish({ run, stdout: { path: file, start: 7, end: 12 } });
    expect(Buffer.concat([...openReader(store.root).logBytes(path, 'stdout', 0)]).toString()).toBe('mine\n');
  });

  it('is stored in the lines of Metaflow', () => {
    roundTrip(Buffer.from('hello\nworld'));
    const lines = readFileSync(store.path('Flow', run, 'start/1/0.runtime_stdout.log'), 'utf8').split('\n');
    const line = /^\[MFLOG\|0\|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z\|runtime\|([^\]|]+)\](.*)$/;
    expect(lines.map(each => line.exec(each)?.[3])).toEqual(['hello', 'world', undefined]);
    expect(line.exec(lines[0] ?? '')?.[1]).toBe(`${new Date(then + 250).toISOString().slice(0, -1)}000`);
  });

  it('of two sources is merged by time', () => {
    store.publish({ run });
    const line = (at: string, text: string): string => `[MFLOG|0|2026-11-21T08:17:${at}Z|task|id]${text}\n`;
    writeFileSync(
      store.path('Flow', run, 'start/1/0.runtime_stdout.log'),
      line('30.000001', 'first') + line('30.000003', 'third') + 'no header\n'
    );
    writeFileSync(store.path('Flow', run, 'start/1/0.task_stdout.log'), line('30.000002', 'second'));
    const reader = openReader(store.root);
    expect(Buffer.concat([...reader.logBytes(path, 'stdout', 0)]).toString()).toBe('first\nsecond\nthird\nno header\n');
    expect(reader.logLines(path, 'stdout', 0).map(each => each.at)).toEqual([
      ...Array<number>(3).fill(Date.UTC(2026, 10, 21, 8, 17, 30)),
      null
    ]);
  });
});
