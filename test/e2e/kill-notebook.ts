import type { TestCell } from './workspace';

/** A little of everything that a store is made of; every final variable is the same in each run. Tasks wait so that a kill finds them at work. */
export const killCells: readonly TestCell[] = [
  { tags: ['parameters'], source: 'const rows = 20_000;' },
  {
    step: 'prepare',
    source: `import { tableFromArrays } from 'apache-arrow';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { foreach } from 'headwater';
const pause = (ms: number) => new Promise<void>(done => setTimeout(done, ms));
let seed = 7;
const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const table = tableFromArrays({ x: Float64Array.from({ length: rows }, next), y: Float64Array.from({ length: rows }, next) });
const words = ['alpha', 'beta', 'gamma'];
const shared = { hits: 0 };
const left = { shared, name: 'left' };
const right = { shared, name: 'right' };
console.log('prepared');`
  },
  { step: 'note', source: "writeFileSync('notes.txt', words.join('\\n'));\nconst noted = words.length;\nawait pause(30);" },
  {
    step: 'fit',
    source: `const rates = [1, 2];
const models = await foreach(rates, async rate => {
  await pause(20);
  return { rate, weights: Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * rate)) };
});`
  },
  {
    step: 'flaky',
    settings: { retry: { times: 3, minutesBetweenRetries: 0 } },
    source:
      "if (!existsSync('tried.txt')) {\n  writeFileSync('tried.txt', 'once');\n  throw new Error('the first try fails');\n}\nlet done = noted;"
  },
  {
    step: 'count',
    source: "left.shared.hits += models.length + done;\nconst lines = readFileSync('notes.txt', 'utf8').split('\\n');\nawait pause(30);"
  },
  {
    step: 'total',
    source: `const column = table.getChild('x')!.toArray() as Float64Array;
const sum = column.reduce((a, b) => a + b, 0) + right.shared.hits + lines.length;
console.log(sum);`
  }
];
