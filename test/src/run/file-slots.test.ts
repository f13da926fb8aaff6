import { describe, expect, it } from 'vitest';
import type { SlotWrite } from '../../../src/task/protocol';
import { planOf, stored, Tape, write } from './simulation';

const file = (content: string): SlotWrite => ({ kind: 'file', content });
const items = ['a', 'b'].map(key => ({ stored: stored(key), text: key }));

describe('files', () => {
  it('that were read before an earlier step wrote them are found', () => {
    const tape = new Tape(planOf([{ writes: ['x'] }, { writes: ['y'] }]));
    tape.begin();
    tape.finish(2, { reads: { 'file:a@b.csv': 'absent' } });
    expect(tape.finish(1, { writes: { 'file:a@b.csv': file('sha1:1') } })).toContainEqual(
      expect.objectContaining({ type: 'rerun', position: 1, slot: 'file:a@b.csv', writer: 's0' })
    );
  });

  it('of items are there for the join and for later steps', () => {
    const tape = new Tape(planOf([{ kind: 'foreach', writes: ['models'] }, { reads: ['models'] }]));
    tape.begin();
    tape.finish(1, { items });
    tape.finish(2, { result: stored('A'), writes: { 'file:a': file('sha1:1') } });
    tape.finish(3, { result: stored('B'), writes: { 'file:b': file('sha1:2'), 'folder:.': file('sha1:3') } });
    const both = { 'file:a': { content: 'sha1:1' }, 'file:b': { content: 'sha1:2' } };
    expect(tape.executes.get(4)).toMatchObject({ part: { kind: 'join' }, slots: both });
    tape.finish(4, { writes: { models: write('m') } });
    expect(tape.executes.get(5)?.slots).toMatchObject(both);
  });

  it.each([
    ['write the same file', { 'file:log': file('sha1:1') }, {}, { 'file:log': file('sha1:2') }],
    ['write and read the same file', { 'file:log': file('sha1:1') }, { 'file:log': 'absent' }, {}],
    ['list a folder in which the other makes a file', { 'folder:out': file('sha1:1') }, { 'folder:out': 'absent' }, {}]
  ])('in which two items meet fail the foreach: they %s', (_, writes, reads, others) => {
    const tape = new Tape(planOf([{ kind: 'foreach', catches: 'failed', retries: 2 }]));
    tape.begin();
    tape.finish(1, { items });
    tape.finish(2, { result: stored('A'), writes });
    tape.finish(3, { result: stored('B'), reads, writes: others });
    expect(tape.of('commit').at(-1)).toMatchObject({ unit: 3, execution: null, error: { code: 'HW240' } });
    expect(tape.of('end')).toMatchObject([{ status: 'failed' }]);
  });

  it('may be put into one folder by many items', () => {
    const tape = new Tape(planOf([{ kind: 'foreach' }]));
    tape.begin();
    tape.finish(1, { items });
    tape.finish(2, {
      result: stored('A'),
      reads: { 'file:out': 'absent' },
      writes: { 'file:out': file('folder'), 'folder:out': file('sha1:1') }
    });
    tape.finish(3, {
      result: stored('B'),
      reads: { 'file:out': 'absent' },
      writes: { 'file:out': file('folder'), 'folder:out': file('sha1:2') }
    });
    expect(tape.executes.get(4)).toMatchObject({ part: { kind: 'join' } });
  });
});
