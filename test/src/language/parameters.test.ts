import { expect, it } from 'vitest';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { runCells, scopeRuntime } from './scope-runtime';
import { codeCell } from './snippets';

const language = typescriptLanguage('typescript');

it.each([
  ['const a = 1_000.5;', 'number', 1000.5],
  ['let a = -0x1f;', 'number', -31],
  ['var a = 1e-3;', 'number', 0.001],
  ['const a: string = "text";', 'string', 'text'],
  ['const a = `line`;', 'string', 'line'],
  ['const a = true as const;', 'boolean', true],
  ['const a = -12345678901234567890n;', 'bigint', '-12345678901234567890'],
  ['const a = null;', 'null', null],
  ['let a: number | null = null;', 'number', null],
  ['const a = [1, "b", [null]];', 'array', [1, 'b', [null]]],
  ['const a = { b: 1, "c d": { e: false } } satisfies object;', 'object', { b: 1, 'c d': { e: false } }],
  ['a = 5;', 'number', 5]
])('%s is a parameter of type %s', (source, type, value) => {
  expect(language.parameters(codeCell(source, 0, ['parameters']))).toMatchObject([{ name: 'a', cell: 'c0', type, default: value }]);
});

it.each([
  'const a = b;',
  'const a = `x${1}`;',
  'const a = [b];',
  'const { a } = { a: 1 };',
  'const a = 1 + 1;',
  'let a;',
  'const a = -0;',
  'const a = [1n];',
  'if (1) { var a = 1; }'
])('%s is computed, so it is no parameter', source => {
  expect(language.parameters(codeCell(source, 0, ['parameters']))).toEqual([]);
});

it('a given value takes the place of the literal before later statements use it', async () => {
  const cell = codeCell('let rate = 0.1, name = "x"; const twice = rate * 2;', 0, ['parameters']);
  const given = await runCells(language.compile([cell]), scopeRuntime({ rate: 4 }));
  expect(given.scope).toMatchObject({ rate: 4, name: 'x', twice: 8 });
  const defaults = await runCells(language.compile([cell]));
  expect(defaults.scope).toMatchObject({ rate: 0.1, twice: 0.2 });
});

it('a cell without the tag has no parameters to give', async () => {
  const { scope } = await runCells(language.compile([codeCell('let rate = 0.1;', 0, ['step:a'])]), scopeRuntime({ rate: 4 }));
  expect(scope).toEqual({ rate: 0.1 });
});
