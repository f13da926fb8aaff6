import { SourceMap } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { CellCode } from '../../../src/language/code';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { stepCells } from './snippets';

const language = typescriptLanguage('typescript');

const source = `import { foreach } from 'headwater';
interface Shape { area(): number }

class First<T extends Shape> { #x = 1; bad(): T { return missingInClass(this.#x); } }
const before: number = [1, 2].map((x: number) => missingBefore(x)).length;
function second(a: string, b?: number): never { if (b) { throw missingInFunction; }
  return missingLater as never; }
const all = await foreach(missingItems, (x: number) => missingInItem(x));
const after = missingAfter;`;

function compiled(text: string): CellCode {
  const [cell] = language.compile(stepCells(text)).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

/** Where a word of the generated code stands in the source, by the mappings; lines and columns count from 0. */
function placeOf(word: string, code: string, mappings: string): string {
  const before = code.slice(0, code.indexOf(word)).split('\n');
  const map = new SourceMap({ version: 3, sources: ['cell'], sourcesContent: [], names: [], mappings, file: '', sourceRoot: '' });
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  return 'originalLine' in entry ? `${entry.originalLine}:${entry.originalColumn}` : 'nowhere';
}

/** Where it stands, found by looking. */
function expected(word: string, text: string): string {
  const lines = text.split('\n');
  const line = lines.findIndex(each => each.includes(word));
  return `${line}:${lines[line]?.indexOf(word)}`;
}

describe('mappings lead from generated code to the source', () => {
  const cell = compiled(source);

  it.each(['missingInClass', 'missingBefore', 'missingInFunction', 'missingLater', 'missingItems', 'missingInItem', 'missingAfter'])(
    '%s in the body',
    word => {
      expect(placeOf(word, cell.body, cell.map)).toBe(expected(word, source));
    }
  );

  it.each([
    ['First', 'missingInClass'],
    ['second', 'missingInFunction'],
    ['second', 'missingLater']
  ])('of the definition %s: %s', (name, word) => {
    const definition = cell.definitions.find(each => each.name === name);
    expect(placeOf(word, definition?.expression ?? '', definition?.map ?? '')).toBe(expected(word, source));
  });

  it('of the parts of a foreach', () => {
    const { split, splitMap, item, itemMap, join, joinMap } = cell.foreach ?? expect.fail('no foreach');
    expect(placeOf('missingItems', split, splitMap)).toBe(expected('missingItems', source));
    expect(placeOf('missingBefore', split, splitMap)).toBe(expected('missingBefore', source));
    expect(placeOf('missingInItem', item, itemMap)).toBe(expected('missingInItem', source));
    expect(placeOf('missingAfter', join, joinMap)).toBe(expected('missingAfter', source));
  });

  it('of a class with decorators, which the compiler gives functions of its own', () => {
    const text = `function tag(c: any) {}\n\n@tag class D { m() {\n  return missingInDecorated; } }\nfunction f() { return missingBeside; }`;
    const decorated = compiled(text);
    const [d, f] = ['D', 'f'].map(name => decorated.definitions.find(each => each.name === name));
    expect(placeOf('missingInDecorated', d?.expression ?? '', d?.map ?? '')).toBe(expected('missingInDecorated', text));
    expect(placeOf('missingBeside', f?.expression ?? '', f?.map ?? '')).toBe(expected('missingBeside', text));
    expect(placeOf('missingInDecorated', decorated.body, decorated.map)).toBe(expected('missingInDecorated', text));
  });
});
