import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { originalPlace, type Place } from '../../../src/task/failure/source-map';

const source = [
  'interface A { n: number }',
  'const first: A = { n: 1 };',
  '',
  'function twice(a: A): number {',
  '  return marker1(a.n) * 2;',
  '}',
  'marker2(first);'
].join('\n');
const { outputText, sourceMapText } = ts.transpileModule(source, { compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2022 } });
const { mappings } = JSON.parse(sourceMapText ?? '') as { mappings: string };

function placeOf(text: string, word: string): Place {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

describe('originalPlace', () => {
  it.each(['marker1', 'marker2', 'twice', 'first'])('finds %s where it stands in the source that TypeScript compiled', word => {
    expect(originalPlace(mappings, placeOf(outputText, word))).toEqual(placeOf(source, word));
  });

  it('takes the last mapping before a place that has none of its own', () => {
    const inside = placeOf(outputText, 'marker1');
    expect(originalPlace(mappings, { ...inside, column: inside.column + 3 })).toEqual(placeOf(source, 'marker1'));
  });

  it('knows nothing of a line without mappings', () => {
    expect(originalPlace('', { line: 0, column: 5 })).toBeNull();
    expect(originalPlace(';;AAAA', { line: 1, column: 0 })).toBeNull();
  });
});
