import { describe, expect, it } from 'vitest';
import { graphOf, type ShortCell } from '../graph/notebook-of';

const above: readonly ShortCell[] = [
  [
    '',
    'let calls = 0;\nfunction count(n: number) { calls++; return n + 1; }\nfunction noisy(n: number) { return n + Math.random(); }\nfunction change(o: any) { o.a = 1; return 2; }'
  ],
  ['step:rows', 'const rows = [{ a: 1 }, { a: 2 }], out: number[] = [], model: any = {};']
];

/** True when the loop is offered as a foreach. */
function isOffered(source: string, step = 'step:b'): boolean {
  return graphOf([...above, [step, source]]).diagnostics.some(each => each.code === 'HW169');
}

describe('a loop that is offered as a foreach', () => {
  it.each([
    'const xs = []; for (const n of [1, 2]) xs.push(n * 2);',
    'const xs = []; for (const row of rows) { const twice = row.a * 2; xs.push({ twice, text: `${twice}` }); }',
    'const xs = []; for (const row of rows) { const own = []; own.push(row.a); xs.push(own.length); }',
    'const xs: string[] = []; console.log("begin"); for (const { a } of rows) xs.push(a.toFixed(2)); xs.sort();'
  ])('%s', source => {
    expect(isOffered(source)).toBe(true);
  });
});

describe('a loop that may not be a foreach', () => {
  it.each([
    ['const xs = []; for (const row of rows) xs.push(row);', 'the results are the items themselves'],
    ['const xs = []; for (const row of rows) xs.push({ row });', 'the results hold the items'],
    ['const xs = []; for (const row of rows) xs.push(model);', 'the results are one object'],
    ['const xs = []; for (const n of [1, 2]) xs.push(n + xs.length);', 'a round looks at the results'],
    ['const xs = []; for (const n of [1, 2]) { if (n > 1) continue; xs.push(n * 1); }', 'a round may be left out'],
    ['const xs = []; for (const n of [1, 2]) if (n > 1) xs.push(n * 1);', 'a round may append nothing'],
    ['const xs = []; for (const n of [1, 2]) { xs.push(n * 1); xs.push(n * 2); }', 'a round appends twice'],
    ['const xs = [0]; for (const n of [1, 2]) xs.push(n * 1);', 'the list is not empty'],
    ['const xs = []; xs.push(0); for (const n of [1, 2]) xs.push(n * 1);', 'the list is not empty any more'],
    ['const xs = []; for (const row of rows) { row.a = 3; xs.push(row.a * 1); }', 'a round changes its item'],
    ['const xs = []; for (const n of [1, 2]) { out.push(n); xs.push(n * 1); }', 'a round changes something else'],
    ['const xs = []; for (const n of [1, 2]) xs.push(count(n) * 1);', 'a function of it changes something'],
    ['const xs = []; for (const n of [1, 2]) xs.push(change(rows) * 1);', 'a function of it changes what it is given'],
    ['const xs = []; for (const n of [1, 2]) xs.push(noisy(n) * 1);', 'a function of it is random'],
    ['const xs = []; for (const n of [1, 2]) xs.push(Date.now() - n);', 'it depends on the time'],
    ['const xs = []; for (const n of [1, 2]) xs.push(model.fit(n) * 1);', 'it calls what is not known'],
    ['const xs = []; let i = 0; for (const n of [1, 2]) { i++; xs.push(n * i); }', 'a round needs what the one before made'],
    ['for (const n of [1, 2]) out.push(n * 2);', 'the list is made elsewhere'],
    ['const xs = []; for (const n of [1, 2]) { await 1; xs.push(n * 1); }', 'a round waits'],
    ['{ const xs = []; for (const n of [1, 2]) xs.push(n * 1); }', 'it is not at the top level']
  ])('%s (%s)', source => {
    expect(isOffered(source)).toBe(false);
  });

  it('outside of a step, and in a step that fans out already', () => {
    const loop = 'const xs = []; for (const n of [1, 2]) xs.push(n * 2);';
    expect(isOffered(loop, '')).toBe(false);
    const cells: ShortCell[] = [
      ['', "import { foreach } from 'headwater';"],
      ['step:b', 'const ys = await foreach([1], n => n);'],
      ['step:b', loop]
    ];
    expect(graphOf(cells).diagnostics).toEqual([]);
  });
});
