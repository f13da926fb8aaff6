import type { TestCell } from './serial-notebook';

/** A notebook whose steps share memory between Arrow tables and typed arrays. */
export interface MemoryCase {
  readonly name: string;
  readonly cells: readonly TestCell[];
  /** What its last step prints in tslab. */
  readonly right: string;
  /** Null when it must run; else the diagnostic, and what its message must name. */
  readonly refused: { readonly code: string; readonly names: readonly string[] } | null;
}

const small = 3;
const large = 300_000;

const imports = "import { Table, makeVector, vectorFromArray, tableFromArrays } from 'apache-arrow';\n";

function steps(...sources: readonly string[]): TestCell[] {
  return plainSteps(...sources.map((source, index) => (index === 0 ? imports + source : source)));
}

/** The same notebook with tables that are read and with tables that are mapped. */
function bothSizes(name: string, sources: readonly string[], right: string, refused: MemoryCase['refused']): MemoryCase[] {
  return [small, large].map(rows => ({
    name: `${name}, ${rows} rows`,
    cells: steps(...sources.map(source => source.replaceAll('ROWS', String(rows)))),
    right: `${right}\n`,
    refused
  }));
}

const setupSource = `${imports}const raw = new Float64Array(3).fill(1); const t = new Table({ a: makeVector(raw) });`;

function plainSteps(...sources: readonly string[]): TestCell[] {
  return sources.map((source, index) => ({ step: `s${index}`, source }));
}

const table = (names: readonly string[]): MemoryCase['refused'] => ({ code: 'HW350', names });
const view = (names: readonly string[]): MemoryCase['refused'] => ({ code: 'HW351', names });

/** Statement forms by which memory is shared and changed. Every expected output is what tslab prints (test/e2e compares). */
export const memoryCases: readonly MemoryCase[] = [
  ...bothSizes(
    'a table that is only read',
    [
      'const raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) });',
      "const col = t.getChild('a').toArray(); let sum = 0; for (const x of col) sum += x;",
      'console.log(sum === col.length, t.numRows === col.length);'
    ],
    'true true',
    null
  ),
  ...bothSizes(
    'a column of a loaded table is changed through its array',
    [
      'const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)), b: makeVector(new Int32Array(ROWS).fill(2)) });',
      "const col = t.getChild('b').toArray(); col[1] = 100;",
      "console.log(t.getChild('b').get(1));"
    ],
    '100',
    table(["'t'", "'b'"])
  ),
  ...bothSizes(
    'a loaded vector is set',
    [
      'const t = new Table({ a: makeVector(new Float64Array(ROWS)) });',
      "t.getChild('a').set(2, 7);",
      "console.log(t.getChild('a').get(2));"
    ],
    '7',
    table(["'t'", "'a'"])
  ),
  ...bothSizes(
    'a row of a loaded table is set',
    ['const t = new Table({ a: makeVector(new Float64Array(ROWS)) });', 't.get(2).a = 7;', 'console.log(t.get(2).a);'],
    '7',
    table(["'t'", "'a'"])
  ),
  ...bothSizes(
    'a view made in one step is changed in the next',
    [
      'const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) });',
      "const col = t.getChild('a').toArray();",
      'col[0] = 100;',
      "console.log(t.getChild('a').get(0), col[0]);"
    ],
    '100 100',
    view(["'col'", "'t'"])
  ),
  ...bothSizes(
    'the array that a table was made of is changed in a later step',
    [
      'const raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) });',
      'raw[0] = 100;',
      "console.log(t.getChild('a').get(0), raw[0]);"
    ],
    '100 100',
    view(["'raw'", "'t'"])
  ),
  ...bothSizes(
    'an array of an earlier step gets a table around it, and is changed after that',
    [
      'const raw = new Float64Array(ROWS).fill(1);',
      'const t = new Table({ a: makeVector(raw) });',
      'raw[0] = 100;',
      "console.log(t.getChild('a').get(0), raw[0]);"
    ],
    '100 100',
    view(["'raw'", "'t'"])
  ),
  ...bothSizes(
    'array and table are made and changed in one step',
    [
      'const raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) }); raw[0] = 100;',
      "console.log(t.getChild('a').get(0), raw[0]);"
    ],
    '100 100',
    null
  ),
  ...bothSizes(
    'a loaded array is changed in the step that makes a table of it',
    [
      'const raw = new Float64Array(ROWS).fill(1);',
      'const t = new Table({ a: makeVector(raw) }); raw[0] = 100;',
      "console.log(t.getChild('a').get(0), raw[0]);"
    ],
    '100 100',
    null
  ),
  ...bothSizes(
    'a copy of a column is changed',
    [
      'const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) });',
      "const col = t.getChild('a').toArray().slice();",
      'col[0] = 100;',
      "console.log(t.getChild('a').get(0), col[0]);"
    ],
    '1 100',
    null
  ),
  ...bothSizes(
    'a view inside an object is changed',
    [
      "const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) }); const model = { name: 'm', weights: t.getChild('a').toArray() };",
      'model.weights[0] = 100;',
      "console.log(t.getChild('a').get(0), model.weights[0]);"
    ],
    '100 100',
    view(["'model'", "'t'"])
  ),
  ...bothSizes(
    'another part of an object with a view is changed',
    [
      "const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) }); const model = { name: 'm', weights: t.getChild('a').toArray() };",
      "model.name = 'n';",
      "console.log(t.getChild('a').get(0), model.weights[0], model.name);"
    ],
    '1 1 n',
    null
  ),
  ...bothSizes(
    'one object holds the table and the array under it',
    [
      'const raw = new Float64Array(ROWS).fill(1); const both = { raw, t: new Table({ a: makeVector(raw) }) };',
      'both.raw[0] = 100;',
      "console.log(both.t.getChild('a').get(0), both.raw[0]);"
    ],
    '100 100',
    view(["'both'"])
  ),
  ...bothSizes(
    'a table inside an object is changed',
    [
      'const box = { t: new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) }) };',
      "box.t.getChild('a').set(0, 100);",
      "console.log(box.t.getChild('a').get(0));"
    ],
    '100',
    table(["'box'", "'a'"])
  ),
  ...bothSizes(
    'a slice of a table is changed, the table is not in the step',
    [
      'const t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) });',
      'const part = t.slice(0, 2);',
      "part.getChild('a').set(0, 100);",
      "console.log(t.getChild('a').get(0), part.getChild('a').get(0));"
    ],
    '100 100',
    table(["'part'", "'a'"])
  ),
  ...bothSizes(
    'an alias of a view that a step made of a view is changed',
    [
      'const raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) });',
      'const part = raw.subarray(0, 2);',
      'part[0] = 100;',
      "console.log(t.getChild('a').get(0), raw[0], part[0]);"
    ],
    '100 100 100',
    view(["'t'"])
  ),
  ...bothSizes(
    'a view whose own variable is gone is changed',
    [
      'let raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) });',
      'const box = { raw: raw }; raw = new Float64Array(1);',
      'box.raw[0] = 100;',
      "console.log(t.getChild('a').get(0), box.raw[0], raw[0]);"
    ],
    '100 100 0',
    view(["'box'", "'t'"])
  ),
  ...bothSizes(
    'a function changes the array under a table',
    [
      'const raw = new Float64Array(ROWS).fill(1); const t = new Table({ a: makeVector(raw) }); function poke(i, x) { raw[i] = x; }',
      'poke(0, 100);',
      "console.log(t.getChild('a').get(0));"
    ],
    '100',
    view(["'raw'", "'t'"])
  ),
  ...bothSizes(
    'a new table from a changed copy',
    [
      'let t = new Table({ a: makeVector(new Float64Array(ROWS).fill(1)) });',
      "const values = t.getChild('a').toArray().slice(); values[0] = 100; t = new Table({ a: makeVector(values) });",
      "console.log(t.getChild('a').get(0));"
    ],
    '100',
    null
  ),
  ...bothSizes(
    'an array without a table is changed',
    ['const raw = new Float64Array(ROWS).fill(1); const alias = raw;', 'raw[0] = 100;', 'console.log(raw[0], alias[0], raw === alias);'],
    '100 100 true',
    null
  ),
  ...bothSizes(
    'an array inside an object is changed and its buffer is its own',
    [
      'const model = { w: new Float64Array(ROWS).fill(1), n: 1 };',
      'model.w[1] = 5; console.log(model.w.byteOffset, model.w.buffer.byteLength === 8 * ROWS);',
      'console.log(model.w[0], model.w[1], model.w.byteOffset, model.w.buffer.byteLength === 8 * ROWS);'
    ],
    '1 5 0 true',
    null
  ),
  ...bothSizes(
    'a Buffer, an ArrayBuffer and views that share it are changed',
    [
      'const bytes = Buffer.alloc(ROWS * 8, 1); const memory = new ArrayBuffer(ROWS * 8); const words = new Uint32Array(memory); const shared = { memory, halves: new Uint16Array(memory, 8) };',
      'bytes[0] = 9; shared.halves[0] = 7;',
      'console.log(bytes[0], bytes[1], words[2], shared.memory === memory, words.buffer === memory, memory.byteLength === ROWS * 8);'
    ],
    '9 1 7 true true true',
    null
  ),
  {
    name: 'setup makes array and table, a step changes the array',
    cells: [
      { step: null, tags: ['setup'], source: setupSource },
      ...plainSteps('raw[0] = 100;', "console.log(t.getChild('a').get(0), raw[0]);")
    ],
    right: '100 100\n',
    refused: view(["'raw'", "'t'"])
  },
  {
    name: 'setup makes a table, a step changes it',
    cells: [
      { step: null, tags: ['setup'], source: setupSource },
      ...plainSteps("t.getChild('a').set(0, 100);", "console.log(t.getChild('a').get(0));")
    ],
    right: '100\n',
    refused: table(["'t'", "'a'"])
  },
  {
    name: 'setup makes an array, a step a table of it, the next step changes the array',
    cells: [
      { step: null, tags: ['setup'], source: `${imports}const raw = new Float64Array(3).fill(1);` },
      ...plainSteps('const t = new Table({ a: makeVector(raw) });', 'raw[0] = 100;', "console.log(t.getChild('a').get(0), raw[0]);")
    ],
    right: '100 100\n',
    refused: view(["'raw'", "'t'"])
  },
  {
    name: 'setup makes a table that steps only read',
    cells: [
      { step: null, tags: ['setup'], source: setupSource },
      ...plainSteps("const sum = t.getChild('a').toArray().reduce((x, y) => x + y);", 'console.log(sum, raw[0]);')
    ],
    right: '3 1\n',
    refused: null
  },
  {
    name: 'a table without rows, whose columns apache-arrow keeps in another way',
    cells: steps('const t = tableFromArrays({ a: new Float64Array(0) });', "console.log(t.numRows, t.getChild('a').length);"),
    right: '0 0\n',
    refused: null
  }
];
