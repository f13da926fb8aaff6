import type { Pages } from '../page';

/** Pages of HW146 to HW149 and HW250: where tslab does something else than a cell's source seems to say. */
export const kernelPages: Pages = {
  HW146: {
    title: 'A shorthand pattern that does not assign',
    meaning:
      'tslab 1.0 compiles `({ a } = o)` so that it assigns a global `a`, and leaves the variable `a` of an earlier cell as it was, without a word. Nobody means that, so Headwater asks for the long form, which works everywhere.',
    example: '// cell 1\nlet a = 1, b = 2;\n// cell 2\n({ a, b } = { a: b, b: a });',
    fix: '({ a: a, b: b } = { a: b, b: a });'
  },
  HW147: {
    title: 'A shorthand property that tslab does not find',
    meaning:
      'In tslab 1.0, `{ model }` with a variable of an earlier cell throws `ReferenceError: model is not defined`: the notebook does not run in its own kernel.',
    example: '// cell 1\nconst model = 1;\n// cell 2\nconst result = { model };',
    fix: 'const result = { model: model };'
  },
  HW148: {
    title: 'A name is used before its line',
    meaning:
      'A `let`, `const`, class or enum is not there before the line that declares it; the kernel refuses the cell. (Through a function, it is a ReferenceError when the function runs.)',
    example: 'console.log(limit);\nlet limit = 3;',
    fix: 'let limit = 3;\nconsole.log(limit);'
  },
  HW149: {
    title: 'A cell in strict mode',
    meaning:
      "A cell that begins with 'use strict' runs in strict mode, with the functions and classes that it defines, in every step. A function that is kept inside a value (a callback in an object) is made again from its text where a later step needs it, and is not strict there.",
    example: "'use strict';\nconst handlers = { set: (o: any) => { o.x = 1; } };",
    fix: "handlers = { set: (o: any) => { 'use strict'; o.x = 1; } }"
  },
  HW250: {
    title: 'eval of text that names a variable of the cell',
    meaning:
      'In a kernel, text given to `eval` may read and assign the local copy that a cell has of its own variables, and what it assigns is seen by that cell only. Cells of a flow have no such copies. Text that uses globals, or locals of the function around it, is fine.',
    example: "let a = 1;\neval('a = 2');\nconsole.log(a);",
    fix: "const columns = { a: 1 };\ncolumns['a'] = 2;  // or: new Function('a', 'return a + 1')(a)"
  }
};
