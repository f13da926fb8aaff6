import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../labextension/src/logs/log-buffer';
import { everything, LogSelection } from '../../../labextension/src/logs/log-selection';
import type { LogPiece } from '../../../src/server/api/run';

const piece = (text: string, more: Partial<LogPiece> = {}): LogPiece => {
  return { step: 'one', index: null, attempt: 0, stream: 'stdout', text, skipped: 0, ...more };
};
const note = (bytes: number): string => `left out ${bytes}`;

function filled(capacity: number, ...pieces: readonly LogPiece[]): LogBuffer {
  const buffer = new LogBuffer(capacity);
  for (const each of pieces) buffer.push(each, note);
  return buffer;
}

function textsOf(buffer: LogBuffer): string[] {
  return Array.from({ length: buffer.end - buffer.first }, (_, i) => buffer.at(buffer.first + i)?.text ?? '');
}

describe('LogBuffer', () => {
  it('makes lines of pieces that break anywhere, for each task and stream by itself', () => {
    const buffer = filled(
      100,
      piece('a1\na'),
      piece('E', { stream: 'stderr' }),
      piece('b', { index: 3 }),
      piece('2\n\n'),
      piece('!\n', { stream: 'stderr' })
    );
    expect(textsOf(buffer)).toEqual(['a1', 'a2', 'E!', 'b', '']);
    expect(buffer.at(3)?.source).toEqual({ step: 'one', index: 3, attempt: 0, stream: 'stdout' });
  });

  it('lets a carriage return begin the line anew, as a progress bar wants it', () => {
    expect(textsOf(filled(100, piece('10 %\r'), piece('20 %\r30 %'), piece(' done\r\nnext')))).toEqual(['30 % done', 'next']);
  });

  it('goes on in the colour of the line before', () => {
    const buffer = filled(100, piece('\u001b[31mred\n'), piece('too\n'));
    expect(buffer.at(1)?.style).toEqual(['on-red']);
  });

  it('keeps the newest lines, and says that there were more', () => {
    const buffer = filled(100, piece(Array.from({ length: 1000 }, (_, i) => `${i}\n`).join('')));
    expect(textsOf(buffer)).toHaveLength(100);
    expect(buffer.at(buffer.end - 1)?.text).toBe('999');
    expect(buffer.first).toBe(900);
    expect(buffer.at(5)).toBeNull();
    expect(buffer.isComplete).toBe(false);
  });

  it('says where bytes were left out', () => {
    const buffer = filled(100, piece('begun'), piece('later\n', { skipped: 2_000 }));
    expect(textsOf(buffer)).toEqual(['begun', 'left out 2000', 'later']);
    expect(buffer.at(1)?.kind).toBe('note');
    expect(buffer.isComplete).toBe(false);
  });

  it('cuts a line without an end', () => {
    const [line = ''] = textsOf(filled(100, piece('x'.repeat(1_000_000))));
    expect(line).toHaveLength(10_001);
  });
});

describe('LogSelection', () => {
  const buffer = filled(
    1_000,
    piece('Apple\nbeta\n'),
    piece('apple pie\n', { step: 'two', index: 1 }),
    piece('\u001b[31map\u001b[0mple\n', { stream: 'stderr' })
  );

  it('shows what a step, an item or a stream has printed', () => {
    const selection = new LogSelection(buffer);
    selection.setQuery({ ...everything, step: 'two' });
    expect(selection.shown).toEqual([2]);
    selection.setQuery({ ...everything, stream: 'stderr' });
    expect(selection.shown).toEqual([3]);
    selection.setQuery({ ...everything, step: 'two', index: 0 });
    expect(selection.shown).toEqual([]);
  });

  it('finds text in either case, and through colours', () => {
    const selection = new LogSelection(buffer);
    selection.setQuery({ ...everything, search: 'APPLE' });
    expect(selection.hits).toEqual([0, 2, 3]);
  });

  it('keeps up with lines that come and lines that are left out', () => {
    const growing = new LogBuffer(100);
    const selection = new LogSelection(growing);
    selection.setQuery({ ...everything, search: '7' });
    for (let i = 0; i < 300; i++) {
      growing.push(piece(`${i}\n`), note);
      selection.update();
    }
    const shown = selection.shown.map(position => growing.at(position)?.text ?? '');
    expect(shown).toHaveLength(growing.end - growing.first);
    expect(selection.hits.map(hit => shown[hit])).toEqual(shown.filter(text => text.includes('7')));
    growing.clear();
    growing.push(piece('7\n'), note);
    selection.update();
    expect(selection.hits).toEqual([0]);
    expect(selection.shown).toEqual([0]);
  });
});
