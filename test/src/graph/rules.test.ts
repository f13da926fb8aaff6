import { describe, expect, it } from 'vitest';
import type { FlowGraph } from '../../../src/graph/flow-graph';
import { findings, graphOf, type ShortCell } from './notebook-of';

/** Only what one code says. */
function found(code: string, cells: readonly ShortCell[]): string[] {
  return findings(graphOf(cells)).filter(each => each.startsWith(code));
}

function messageOf(code: string, graph: FlowGraph): string {
  const diagnostic = graph.diagnostics.find(each => each.code === code);
  return `${diagnostic?.message} ${diagnostic?.hint}`;
}

const ok: ShortCell = ['step:ok', 'const fine = 1;'];

describe('tags', () => {
  it('HW150: a notebook without steps is offered propose', () => {
    const graph = graphOf([['', 'const x = 1;']]);
    expect(findings(graph)).toEqual(['HW150 error - -']);
    expect(messageOf('HW150', graph)).toContain('headwater propose');
    expect(found('HW150', [ok])).toEqual([]);
  });

  it('HW151: a step name must be an ASCII identifier', () => {
    const graph = graphOf([
      ['step:2nd-try', '1'],
      ['step:', '2'],
      ['step:ünder', '3'],
      ['step:A_1', '4']
    ]);
    expect(findings(graph)).toEqual(['HW151 error c0 2nd-try', 'HW151 error c1 ', 'HW151 error c2 ünder']);
    expect(messageOf('HW151', graph)).toContain("'step:nd_try'");
  });

  it('HW152: no cell of another step lies inside a step; scratch cells may', () => {
    expect(
      found('HW152', [
        ['step:a', '1'],
        ['step:b', '2'],
        ['step:a', '3']
      ])
    ).toEqual(['HW152 error c2 a']);
    expect(
      found('HW152', [
        ['step:a', '1'],
        ['', '2'],
        ['step:a', '3'],
        ['step:b', '4']
      ])
    ).toEqual([]);
  });

  it('HW153: a cell has one part in the flow', () => {
    expect(found('HW153', [['step:a step:b', '1']])).toEqual(['HW153 error c0 step:a, step:b']);
    expect(found('HW153', [['step:a parameters', 'const x = 1;']])).toEqual(['HW153 error c0 step:a, parameters']);
    expect(found('HW153', [['step:a step:a other', '1']])).toEqual([]);
  });

  it('HW154: names of foreach parts, names equal but for case and _hw_ variables are reserved', () => {
    const foreach: ShortCell[] = [
      ['', "import { foreach } from 'headwater';"],
      ['step:fit', 'const ms = await foreach([1], x => x);']
    ];
    expect(found('HW154', [...foreach, ['step:fit_join', '1']])).toEqual(['HW154 error c2 fit_join']);
    expect(
      found('HW154', [
        ['step:fit', '1'],
        ['step:fit_join', '1']
      ])
    ).toEqual([]);
    expect(
      found('HW154', [
        ['step:load', '1'],
        ['step:Load', '1']
      ])
    ).toEqual(['HW154 error c1 Load']);
    expect(
      found('HW154', [
        ['step:a', 'const _hw_x = 1;'],
        ['', 'const _hw_y = 1;']
      ])
    ).toEqual(['HW154 error c0 _hw_x']);
  });

  it('HW165: only code cells run', () => {
    expect(found('HW165', [ok, ['md step:a', '# A']])).toEqual(['HW165 warning c1 step:a']);
  });

  it('HW167: one parameters cell is enough', () => {
    expect(found('HW167', [['parameters', 'const a = 1;'], ['parameters', 'const b = 1;'], ok])).toEqual(['HW167 warning c1 parameters']);
  });

  it.each(['Step:load', 'steps:load', 'step-load', 'step=load', 'params', 'Parameters', 'set-up'])(
    'HW168: %s looks like a tag of the flow',
    tag => {
      expect(found('HW168', [ok, [tag, '1']])).toEqual([`HW168 warning c1 ${tag}`]);
    }
  );

  it.each(['stepwise', 'steps', 'slow', 'hide-input', 'remove_cell'])('HW168: %s is a tag of somebody else', tag => {
    expect(found('HW168', [ok, [tag, '1']])).toEqual([]);
  });
});

describe('order', () => {
  it('HW155: what only a cell further down makes does not exist yet', () => {
    const graph = graphOf([
      ['step:a [4]', 'console.log(total);'],
      ['step:b [3]', 'const total = 5;']
    ]);
    expect(findings(graph)).toContain('HW155 error c0 total');
    expect(messageOf('HW155', graph)).toMatch(/run out of order.*Move cell 2 above cell 1/);
    expect(
      found('HW155', [
        ['step:a', 'f();'],
        ['step:b', 'function f() {}']
      ])
    ).toEqual(['HW155 error c0 f']);
  });

  it('HW155: a function may mention what is defined before it is called, but below it', () => {
    const cells: ShortCell[] = [
      ['step:a', 'function show() { console.log(total); }'],
      ['step:b', 'let total = 5;'],
      ['step:c', 'show();']
    ];
    expect(graphOf(cells).diagnostics).toEqual([]);
  });

  it('HW155: a mere mention through a function of another cell is a warning', () => {
    const cells: ShortCell[] = [
      ['', 'function show() { console.log(total); }'],
      ['step:a', 'const api = [show].length;'],
      ['step:b', 'let total = 5;']
    ];
    expect(found('HW155', cells)).toEqual(['HW155 warning c1 total']);
  });

  it('HW159: execution counts rise from top to bottom, scratch cells aside', () => {
    expect(
      found('HW159', [
        ['step:a [2]', '1'],
        ['[1]', '2'],
        ['step:b [3]', '3']
      ])
    ).toEqual([]);
    expect(
      found('HW159', [
        ['step:a [2]', '1'],
        ['step:b', '2'],
        ['step:c [1]', '3']
      ])
    ).toEqual(['HW159 warning c2 -']);
  });

  it('HW160 and HW162: parameters and setup stand above the steps', () => {
    expect(found('HW160', [ok, ['parameters', 'const a = 1;']])).toEqual(['HW160 error c1 parameters']);
    expect(found('HW162', [ok, ['setup', 'const a = 1;']])).toEqual(['HW162 error c1 setup']);
    expect(findings(graphOf([['parameters', 'const a = 1;'], ['setup', 'const b = a;'], ok]))).toEqual([]);
  });

  it('HW161: setup reads no step variable', () => {
    const graph = graphOf([
      ['setup', 'const n = rows.length;'],
      ['step:a', 'const rows = [1];']
    ]);
    expect(findings(graph)).toEqual(['HW161 error c0 rows']);
  });
});

describe('scratch cells', () => {
  it('HW156: a value that only they make is named with the step that needs it', () => {
    const graph = graphOf([
      ['', 'const limit = 10;'],
      ['step:a', 'console.log(limit);']
    ]);
    expect(findings(graph)).toEqual(['HW156 error c1 limit']);
    expect(messageOf('HW156', graph)).toMatch(/Step 'a' needs 'limit'.*scratch cell 1.*--cell 1 --step a/);
  });

  it('HW156: reached through a function too', () => {
    expect(
      found('HW156', [
        ['', 'const limit = 10;\nfunction f() { return limit; }'],
        ['step:a', 'const y = f();']
      ])
    ).toEqual(['HW156 error c1 limit']);
  });

  it('are silent when they only define', () => {
    const graph = graphOf([
      ['', "import fs from 'node:fs';\nclass A {}\nenum E { X }\ninterface I { a: number }\nfunction f() {}"],
      ['step:a', 'const i: I = { a: E.X }; f(); new A(); fs.existsSync("x");']
    ]);
    expect(graph.diagnostics).toEqual([]);
  });

  it('HW157: changing what a step below reads is a warning, once for each name', () => {
    const cells: ShortCell[] = [
      ['step:a', 'let xs = [1]; let n = 1;'],
      ['', 'xs.push(2); xs.push(3); n = 2;'],
      ['step:b', 'console.log(xs, n);'],
      ['step:c', 'console.log(xs);']
    ];
    expect(found('HW157', cells).sort()).toEqual(['HW157 warning c1 n', 'HW157 warning c1 xs']);
  });

  it('HW157: parameters count, and changes below the reader do not', () => {
    expect(
      found('HW157', [
        ['parameters', 'let p = 1;'],
        ['', 'p = 2;'],
        ['step:a', 'console.log(p);']
      ])
    ).toEqual(['HW157 warning c1 p']);
    expect(
      found('HW157', [
        ['step:a', 'let p = 1;'],
        ['step:b', 'console.log(p);'],
        ['', 'p = 2;']
      ])
    ).toEqual([]);
  });
});

describe('names', () => {
  it('HW158: a name that nothing defines is a warning with a near name', () => {
    const graph = graphOf([
      ['step:a', 'const total = 1;'],
      ['step:b', 'console.log(totl);']
    ]);
    expect(findings(graph)).toEqual(['HW158 warning c1 totl']);
    expect(messageOf('HW158', graph)).toContain("Did you mean 'total'?");
  });

  it('HW158: globals of JavaScript, Node and a CommonJS module are known', () => {
    const known = Object.getOwnPropertyNames(globalThis).filter(
      name => /^[A-Za-z]\w*$/.test(name) && !/^(vi|vitest|expect|it|test|describe)/i.test(name)
    );
    const source = [...known.filter(name => name !== 'undefined'), 'require', 'module', 'exports', '__dirname', '__filename'].join(';\n');
    const builtIn = new Set(process.versions.node.startsWith('20.') ? known : []);
    const unknown = graphOf([['step:a', source]]).diagnostics.filter(each => each.code === 'HW158' && builtIn.has(each.about ?? ''));
    expect(unknown.map(each => each.about)).toEqual([]);
  });
});

describe('catch', () => {
  const failing: ShortCell = ['step:a', 'const model = 1;', { catch: { var: 'failed' } }];
  const reading: ShortCell = ['step:b', 'console.log(failed);'];

  it('HW136: its variable is declared where a step reads it', () => {
    const graph = graphOf([failing, reading]);
    expect(findings(graph)).toEqual(['HW136 error c1 failed']);
    expect(messageOf('HW136', graph)).toContain(
      "No cell declares 'failed', which holds the caught error of step 'a' and which step 'b' uses."
    );
    expect(findings(graphOf([['setup', 'let failed: any = null;'], failing, reading]))).toEqual([]);
    expect(findings(graphOf([['step:a', 'let failed: any;', { catch: { var: 'failed' } }], reading]))).toEqual([]);
    expect(findings(graphOf([failing, ['step:b', 'const other = 1;'], ['', 'console.log(failed);']]))).toEqual([]);
  });
});

describe('foreach', () => {
  const imported: ShortCell = ['', "import { foreach } from 'headwater';"];

  it('HW163: its body returns instead of changing outer variables', () => {
    const graph = graphOf([imported, ['step:a', 'const out: number[] = [];'], ['step:b', 'await foreach([1, 2], x => { out.push(x); });']]);
    expect(findings(graph).filter(each => each.startsWith('HW163'))).toEqual(['HW163 error c2 out']);
    expect(messageOf('HW163', graph)).toContain('Return it instead');
  });

  it('HW166: a step fans out once', () => {
    const cells: ShortCell[] = [
      imported,
      ['step:a', 'const a = await foreach([1], x => x);'],
      ['step:a', 'const b = await foreach([1], x => x);']
    ];
    expect(found('HW166', cells)).toEqual(['HW166 error c2 a']);
  });
});

describe('another language', () => {
  it('HW110: is one clear error, and the steps are still listed', async () => {
    const { analyseNotebook } = await import('../../../src/graph/analyse-notebook');
    const { notebookOf } = await import('./notebook-of');
    const graph = analyseNotebook({ ...notebookOf([['step:a', 'df.head()']]), language: 'python' }, { flowName: 'X', globals: new Set() });
    expect(findings(graph)).toEqual(['HW110 error - python']);
    expect(graph.steps.map(step => step.name)).toEqual(['a']);
  });
});
