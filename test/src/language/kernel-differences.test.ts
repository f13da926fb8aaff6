import { describe, expect, it } from 'vitest';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { stepCells } from './snippets';

const language = typescriptLanguage('typescript');

function codesOf(...sources: string[]): string[] {
  return language.analyse(stepCells(...sources)).flatMap(({ diagnostics }) => diagnostics.map(each => `${each.code} ${each.about}`));
}

describe('where tslab 1.0 does not do what the source says', () => {
  it.each([
    ['assigns by a shorthand pattern', ['let a = 1, b = 2;', '({ a, b } = { a: b, b: a });'], ['HW146 a', 'HW146 b']],
    ['has a default in it', ['let a = 1;', '({ a = 3 } = {} as any);'], ['HW146 a']],
    ['assigns so in a loop', ['let a = 1;', 'for ({ a } of [{ a: 2 }]) {}'], ['HW146 a']],
    ['reads by a shorthand property', ['const m = 1;', 'function f() { return { m }; }'], ['HW147 m']]
  ])('a cell is refused that %s', (_, sources, codes) => {
    expect(codesOf(...sources)).toEqual(codes);
  });

  it.each([
    ['names are the same cell’s', ['let a = 1; ({ a } = { a: 2 }); const o = { a };']],
    ['names are local', ['const m = 1;', '{ const m = 2; const o = { m }; }']],
    ['the form is long', ['let a = 1;', '({ a: a } = { a: 2 }); const o = { a: a };']],
    ['they are globals', ['const o = { console };']]
  ])('nothing is said when %s', (_, sources) => {
    expect(codesOf(...sources)).toEqual([]);
  });
});

describe('a name that is used before its line', () => {
  it.each(['x; let x = 1;', 'typeof x; const x = 1;', 'let x: any = [x];', 'new x(); class x {}', 'const y: any = x.a; enum x { a }'])(
    'is refused: %s',
    source => {
      expect(codesOf(source)).toEqual(['HW148 x']);
    }
  );

  it.each([
    'f(); function f() {}',
    'x = 1; var x;',
    'let x: any = () => x;',
    'class x { static self = () => x; }',
    'const { a, b = a } = {} as any;'
  ])('is no mistake: %s', source => {
    expect(codesOf(source)).toEqual([]);
  });

  it('is guarded when a function may read it', () => {
    const [cell] = language.compile(
      stepCells('f(); let x = 1, y = 2; const z = y; class K {} function f() { return [x, z, K]; } const g = () => y;')
    ).cells;
    expect(cell?.guarded).toEqual(['x', 'z', 'K']);
  });
});
