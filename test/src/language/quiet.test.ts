import { describe, expect, it } from 'vitest';
import { typescriptLanguage } from '../../../src/language/typescript/typescript-language';
import { notebookOf, type ShortCell } from '../graph/notebook-of';

const above: readonly ShortCell[] = [
  [
    '',
    "import * as fs from 'node:fs';\nimport * as tslab from 'tslab';\nimport * as data from './data';\nimport { join } from 'node:path';"
  ],
  ['', 'const rows = [{ a: 1 }], names = ["x"]; let n = 1; const model: any = {}, seen = new Map();'],
  [
    '',
    'const mean = (xs: number[]) => xs.reduce((s, x) => s + x, 0) / xs.length;\nfunction shuffle(xs: any[]) { xs[0] = xs[1]; return xs; }'
  ],
  ['', 'const median = (xs: number[]) => { const s = [...xs]; s.sort(); return s[s.length >> 1]; };\nfunction count() { n++; return n; }'],
  [
    '',
    'function deep(xs: any[]) { const own = xs.map(x => x); own[0].a = 2; return own; }\nfunction again(k: number): number { return k === 0 ? 0 : again(k - 1); }'
  ]
];

function isQuiet(source: string): boolean | undefined {
  return typescriptLanguage('typescript')
    .analyse(notebookOf([...above, ['', source]]).cells)
    .at(-1)?.quiet;
}

describe('code that only computes and shows', () => {
  it.each([
    ['rows'],
    ['console.log(rows.length, names.map(name => name.toUpperCase()))'],
    ['rows.map(row => row.a).sort((a, b) => a - b).slice(0, 3)'],
    ['mean(rows.map(row => row.a)); median([3, 1, 2]); again(3)'],
    ['for (const row of rows) console.log(row.a);'],
    ['{ let sum = 0; for (const row of rows) sum += row.a; console.log(sum); }'],
    ['const table: Record<string, number> = {}; for (const name of names) table[name] = (table[name] ?? 0) + 1;'],
    ['fs.readdirSync(join("a", "b"))'],
    ['tslab.display.html(`<b>${mean([1])}</b>`)'],
    ['new Date(2026, 1, 1).toISOString(); Object.keys(model); seen.get("a")'],
    ['function f() { rows.pop(); }']
  ])('%s', source => {
    expect(isQuiet(source)).toBe(true);
  });
});

describe('code that may do more', () => {
  it.each([
    ['rows.push({ a: 2 })', 'changes a variable'],
    ['n = 2', 'assigns'],
    ['count()', 'calls a function that assigns'],
    ['shuffle(rows)', 'calls a function that changes what it is given'],
    ['deep(rows)', 'calls a function that changes what its copy holds'],
    ['rows.forEach(row => { row.a = 2; })', 'changes elements'],
    ['const first = rows[0]; first.a = 3;', 'changes through another name'],
    ['await model.fit(rows)', 'calls an unknown method'],
    ['await data.load()', 'calls a module'],
    ['fs.writeFileSync("a", "b")', 'writes a file'],
    ['fetch("https://example.org")', 'calls out'],
    ['process.env.A = "1"', 'changes the environment'],
    ['if (rows.length === 0) throw new Error("empty")', 'checks'],
    ['class Own { static made = rows.push({ a: 1 }); }\nnew Own()', 'makes an object of a class of its own'],
    ['rows.sort()', 'sorts in place'],
    ['{ let own: any[] = []; own = rows; own.push(1); }', 'changes through a variable that was its own'],
    ['for (const name of [rows]) name.pop();', 'changes what a loop gives it']
  ])('%s %s', source => {
    expect(isQuiet(source)).toBe(false);
  });
});
