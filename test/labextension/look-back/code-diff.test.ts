import { describe, expect, it } from 'vitest';
import { codeDiff, hunksOf } from '../../../labextension/src/look-back/code-diff';

describe('codeDiff', () => {
  it('counts lines as git diff --numstat does', () => {
    const { added, removed, lines } = codeDiff('a\nb\nc', 'a\nB\nc\nd');
    expect([added, removed]).toEqual([2, 1]);
    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['same a', 'removed b', 'added B', 'same c', 'added d']);
  });

  it('takes a last line for the same with and without its newline', () => {
    expect(codeDiff('a\nb', 'a\nb\n')).toMatchObject({ added: 0, removed: 0 });
  });

  it.each([
    ['', 'a\nb', 2, 0],
    ['a\nb', '', 0, 2],
    ['', '', 0, 0],
    ['a', 'a\n\n', 1, 0]
  ])('from %j to %j', (then, now, added, removed) => {
    expect(codeDiff(then, now)).toMatchObject({ added, removed });
  });

  it('is one block against the other for long texts that have nothing in common, at once', () => {
    const text = (name: string): string => Array.from({ length: 20_000 }, (_, i) => `${name} ${i}`).join('\n');
    const began = performance.now();
    expect(codeDiff(text('a'), text('b'))).toMatchObject({ added: 20_000, removed: 20_000 });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('hunksOf', () => {
  it('leaves out unchanged lines that are far from any change', () => {
    const { lines } = codeDiff('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nX\n5\n6\n7');
    expect(hunksOf(lines, 1).map(line => line?.text ?? '…')).toEqual(['…', '3', '4', 'X', '5', '…']);
  });

  it('is empty marks only when nothing changed', () => {
    expect(hunksOf(codeDiff('1\n2', '1\n2').lines, 2)).toEqual([null]);
  });
});
