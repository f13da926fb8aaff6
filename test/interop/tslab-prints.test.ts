import { format } from 'node:util';
import { createConverter } from 'tslab/dist/converter';
import { createExecutor, type Executor } from 'tslab/dist/executor';
import { afterAll, expect, it } from 'vitest';
import { snippets } from '../src/language/snippets';

/** The recorded texts that compiled cells are compared with are what the real tslab prints. */

const converter = createConverter();
const errors: string[] = [];
const silent = Object.assign(Object.create(console) as Console, {
  log: () => undefined,
  error: (...values: unknown[]) => void errors.push(format(...values))
});
const executor = createExecutor(process.cwd(), { node: converter, browser: converter, close: () => undefined }, silent);

afterAll(() => converter.close());

it.each(snippets.map(snippet => [snippet.title, snippet] as const))('%s', async (_title, { cells, printed }) => {
  expect(await printedBy(executor, cells)).toEqual(printed);
  expect(errors.splice(0)).toEqual([]);
});

async function printedBy({ execute, reset }: Executor, cells: readonly string[]): Promise<string[]> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (...values: unknown[]) => void lines.push(format(...values));
  try {
    reset();
    for (const cell of cells) await execute(cell);
  } finally {
    console.log = log;
  }
  return lines;
}
