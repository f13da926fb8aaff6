import type { FixCase } from './fix-cases';

const importsForeach = ['', "import { foreach } from 'headwater';"] as const;

/** Mistakes in the source of cells. */
export const sourceFixCases: readonly FixCase[] = [
  {
    what: 'a name declared twice in a cell',
    code: 'HW111',
    cells: [['step:a', 'const x = 1;\nconst x: number = x0;\nvar x0 = 2;']],
    titles: ["Assign 'x' instead of declaring it again"],
    sources: ['let x = 1;\nx = x0;\nvar x0 = 2;']
  },
  { what: 'a syntax error', code: 'HW111', cells: [['step:a', 'const x = ;']], titles: [] },
  {
    what: 'a constant of another cell that is assigned',
    code: 'HW112',
    cells: [
      ['step:a', 'const a = 1, b = 2;'],
      ['step:b', 'b = a + 1;']
    ],
    titles: ["Declare 'b' with let in cell 1"],
    sources: ['let a = 1, b = 2;', 'b = a + 1;']
  },
  {
    what: 'a constant of the cell itself',
    code: 'HW112',
    cells: [['step:a', 'const { n } = { n: 1 };\nn++;']],
    titles: ["Declare 'n' with let"],
    sources: ['let { n } = { n: 1 };\nn++;']
  },
  { what: 'an import that is assigned', code: 'HW112', cells: [['step:a', "import * as fs from 'fs';\nfs = null;"]], titles: [] },
  {
    what: 'an exported function',
    code: 'HW113',
    cells: [['step:a', 'export default function f() { return 1; }\nf();']],
    titles: ['Remove the export'],
    sources: ['function f() { return 1; }\nf();']
  },
  {
    what: 'an export list',
    code: 'HW113',
    cells: [['step:a', 'const n = 1;\nexport { n };\nconst m = n;']],
    titles: ['Remove the export'],
    sources: ['const n = 1;\nconst m = n;']
  },
  {
    what: 'a re-export',
    code: 'HW113',
    cells: [['step:a', "export { readFileSync as read } from 'node:fs';\nread;"]],
    titles: ['Remove the export'],
    sources: ["import { readFileSync as read } from 'node:fs';\nread;"]
  },
  {
    what: 'an exported value',
    code: 'HW113',
    cells: [['step:a', 'export default { a: 1 };']],
    titles: ['Remove the export'],
    sources: ['({ a: 1 });']
  },
  {
    what: 'a module cell',
    code: 'HW113',
    cells: [['step:a', '/** @module tools */\nconst n = 1;']],
    titles: ["Remove the '@module' comment"],
    sources: ['const n = 1;']
  },
  {
    what: 'a module cell that is imported',
    code: 'HW113',
    cells: [
      ['', '/** @module tools */\nconst n = 1;'],
      ['step:a', "import { n } from './tools';"]
    ],
    titles: []
  },
  {
    what: 'a second foreach in a cell',
    code: 'HW122',
    cells: [
      importsForeach,
      ['step:fit', 'const a = await foreach([1], n => n);\nconst b = await foreach(a, n => n);\nconsole.log(b);'],
      ['step:fit', 'console.log(a);']
    ],
    titles: ["Put it into a step of its own, 'fit_2'"],
    sources: [
      importsForeach[1],
      'const a = await foreach([1], n => n);',
      'const b = await foreach(a, n => n);\nconsole.log(b);',
      'console.log(a);'
    ]
  },
  {
    what: 'a caught error that no cell declares',
    code: 'HW136',
    cells: [
      ['step:a', 'const n = 1;', { catch: { var: 'failed' } }],
      ['step:b', 'if (failed !== null) console.log(failed);']
    ],
    titles: ["Declare 'failed' in a setup cell above the first step"],
    sources: ['let failed: any = null;', 'const n = 1;', 'if (failed !== null) console.log(failed);']
  },
  {
    what: 'a shorthand that assigns',
    code: 'HW146',
    cells: [
      ['step:a', 'let x = 1;'],
      ['step:b', '({ x = 3 } = { x: 2 });']
    ],
    titles: ["Write 'x: x'"],
    sources: ['let x = 1;', '({ x: x = 3 } = { x: 2 });']
  },
  {
    what: 'a shorthand that reads',
    code: 'HW147',
    cells: [
      ['step:a', 'const x = 1;'],
      ['step:b', 'const o = { x, y: 2 };']
    ],
    titles: ["Write 'x: x'"],
    sources: ['const x = 1;', 'const o = { x: x, y: 2 };']
  },
  {
    what: 'a use before its line',
    code: 'HW148',
    cells: [['step:a', 'console.log(n);\nconst m = 2;\nconst n = 1;\nconsole.log(m);']],
    titles: ["Move the declaration of 'n' up"],
    sources: ['const n = 1;\nconsole.log(n);\nconst m = 2;\nconsole.log(m);']
  },
  {
    what: 'a use before a line that needs what is between',
    code: 'HW148',
    cells: [['step:a', 'console.log(n);\nconst m = 2;\nconst n = m;']],
    titles: []
  },
  {
    what: 'a reserved variable',
    code: 'HW154',
    cells: [
      ['step:a', 'const _hw_n = 1;\nfunction f() { const n = 2; return { _hw_n, n }; }'],
      ['step:b', 'console.log(_hw_n, { a: 1 }._hw_n, f());']
    ],
    titles: ["Rename '_hw_n' to 'n_2'"],
    sources: ['const n_2 = 1;\nfunction f() { const n = 2; return { _hw_n: n_2, n }; }', 'console.log(n_2, { a: 1 }._hw_n, f());']
  },
  {
    what: 'a misspelt name',
    code: 'HW158',
    cells: [
      ['step:a', 'const total = 1;'],
      ['step:b', 'console.log(totl, { totl });']
    ],
    titles: ["Change 'totl' to 'total'"],
    sources: ['const total = 1;', 'console.log(total, { totl: total });']
  },
  {
    what: 'a module that is not imported',
    code: 'HW158',
    cells: [['step:a', 'console.log(path.join("a", "b"));']],
    titles: ["Add import * as path from 'node:path';"],
    sources: ['import * as path from \'node:path\';\nconsole.log(path.join("a", "b"));']
  },
  {
    what: 'foreach that is not imported',
    code: 'HW158',
    cells: [['step:a', 'const a = await foreach([1, 2], n => n);']],
    titles: ["Add import { foreach } from 'headwater';"],
    sources: ["import { foreach } from 'headwater';\nconst a = await foreach([1, 2], n => n);"]
  },
  { what: 'a name that nothing is like', code: 'HW158', cells: [['step:a', 'console.log(zzz);']], titles: [] },
  {
    what: 'a foreach body that collects',
    code: 'HW163',
    cells: [
      importsForeach,
      ['step:a', 'const out: object[] = [];'],
      ['step:b', 'await foreach([1, 2], async n => {\n  const m = n * 2;\n  out.push({ n, m });\n});\nconsole.log(out);']
    ],
    titles: ["Return it, and add to 'out' afterwards"],
    sources: [
      importsForeach[1],
      'const out: object[] = [];',
      'const results = await foreach([1, 2], async n => {\n  const m = n * 2;\n  return { n, m };\n});\nout.push(...results);\nconsole.log(out);'
    ]
  },
  {
    what: 'a foreach body that is one push of an object',
    code: 'HW163',
    cells: [importsForeach, ['step:a', 'const out = [];'], ['step:b', 'await foreach([1, 2], n => out.push({ n: n }))']],
    titles: ["Return it, and add to 'out' afterwards"],
    sources: [importsForeach[1], 'const out = [];', 'const results = await foreach([1, 2], n => ({ n: n }));\nout.push(...results);']
  },
  {
    what: 'a foreach body that sums',
    code: 'HW163',
    cells: [importsForeach, ['step:a', 'let sum = 0;'], ['step:b', 'await foreach([1, 2], n => { sum += n; });']],
    titles: ["Return it, and add to 'sum' afterwards"],
    sources: [
      importsForeach[1],
      'let sum = 0;',
      'const parts = await foreach([1, 2], n => { return n; });\nfor (const part of parts) sum += part;'
    ]
  },
  {
    what: 'a foreach body that looks at what it collects',
    code: 'HW163',
    cells: [importsForeach, ['step:a', 'const out = [];'], ['step:b', 'await foreach([1, 2], n => { out.push(n + out.length); });']],
    titles: []
  },
  {
    what: 'a foreach body that collects only sometimes',
    code: 'HW163',
    cells: [importsForeach, ['step:a', 'const out = [];'], ['step:b', 'await foreach([1, 2], n => { if (n > 1) return; out.push(n); });']],
    titles: []
  },
  {
    what: 'a loop that only appends',
    code: 'HW169',
    cells: [
      ['', 'const errorOf = (xs: number[], rate: number) => xs.reduce((s, x) => s + (x - rate) ** 2, 0) / xs.length;'],
      ['step:a', 'const xs = [1, 2, 3];'],
      [
        'step:b',
        'const found: { rate: number; error: number }[] = [];\nfor (const rate of [0.1, 1]) {\n  const error = errorOf(xs, rate);\n  console.log(rate, error);\n  found.push({ rate, error: error * 1 });\n}\nconsole.log(found.length);'
      ]
    ],
    titles: ['Turn it into a foreach'],
    sources: [
      'const errorOf = (xs: number[], rate: number) => xs.reduce((s, x) => s + (x - rate) ** 2, 0) / xs.length;',
      'const xs = [1, 2, 3];',
      "import { foreach } from 'headwater';\nconst found: { rate: number; error: number }[] = await foreach([0.1, 1], (rate) => {\n  const error = errorOf(xs, rate);\n  console.log(rate, error);\n  return { rate, error: error * 1 };\n});\nconsole.log(found.length);"
    ]
  },
  {
    what: 'a loop of one line, with the import there already',
    code: 'HW169',
    cells: [
      importsForeach,
      ['step:a', 'const names = ["b", "a"];'],
      ['step:b', 'let long = [];\nfor (const name of names) long.push(name.length * 2);']
    ],
    titles: ['Turn it into a foreach'],
    sources: [importsForeach[1], 'const names = ["b", "a"];', 'let long = await foreach(names, (name) => name.length * 2);']
  }
];
