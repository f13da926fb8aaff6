import { format } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { runCells, scopeRuntime } from './scope-runtime';
import { snippets, stepCells } from './snippets';

const language = typescriptLanguage('typescript');

describe('compiled cells print what tslab prints', () => {
  for (const { title, cells, printed } of snippets) {
    it(title, async () => {
      const notebook = stepCells(...cells);
      expect(language.analyse(notebook).flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
      expect(await linesOf(() => runCells(language.compile(notebook)))).toEqual(printed);
    });
  }
});

describe('definitions made from their expressions alone', () => {
  for (const { title, cells, printed } of snippets) {
    it(`work as those made by the cell: ${title}`, async () => {
      const code = language.compile(stepCells(...cells));
      const runtime = scopeRuntime();
      const lines = await linesOf(async () => {
        for (const cell of code.cells) {
          const made = new Map(cell.definitions.map(definition => [definition.name, definition.expression]));
          await runtime.cell(cell, (name, value) => (made.has(name) ? runtime.expression(made.get(name) ?? '', cell) : value));
        }
      });
      expect(lines).toEqual(printed);
    });
  }
});

async function linesOf(run: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => void lines.push(format(...values)));
  try {
    await run();
  } finally {
    log.mockRestore();
  }
  return lines;
}
