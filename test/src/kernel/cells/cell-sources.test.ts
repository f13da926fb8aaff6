import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CellSources, excerptOf, tracedDiagnostic } from '../../../../src/kernel/cells/cell-sources';

/** Compiles a cell as tslab's compiler gets it, behind one line of its own, and keeps it. */
function kept(source: string): { sources: CellSources; compiled: string[] } {
  const compilerOptions = { sourceMap: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText, sourceMapText } = ts.transpileModule(`export {};\n${source}`, { compilerOptions });
  const sources = new CellSources();
  sources.keep('In[3]', source, [(JSON.parse(sourceMapText ?? '') as { mappings: string }).mappings]);
  return { sources, compiled: outputText.split('\n') };
}

describe('stack traces', () => {
  it('name the lines of the cell, and leave out the kernel', () => {
    const { sources, compiled } = kept('interface Gone {\n  a: number;\n}\nfunction f(x: Gone) {\n  throw new Error("no");\n}');
    const line = compiled.findIndex(each => each.includes('throw'));
    const stack = `Error: no\n    at Proxy.f (In[3].js:${line + 1}:11)\n    at Script.runInThisContext (node:vm:1:1)\n    at own (/app/code.js:1:2)`;
    expect(sources.traced(stack)).toEqual(['Error: no', '    at f (In[3]:5:9)', '    at own (/app/code.js:1:2)']);
    expect(sources.excerpt(sources.traced(stack))[1]).toBe('> 5 |   throw new Error("no");');
  });

  it('stay as they are where they are about no cell', () => {
    const sources = new CellSources();
    expect(sources.translated('at In[9].js:1:1')).toBe('at In[9].js:1:1');
    expect(sources.excerpt(['Error: no', '    at /app/code.js:1:2'])).toEqual([]);
  });
});

it('an excerpt marks the place and shows the lines around it', () => {
  expect(excerptOf(['one', 'two', 'three'], 1, 0, 3)).toEqual(['  1 | one', '> 2 | two', '    | ^^^', '  3 | three']);
});

it('what the compiler says names the line and the code', () => {
  const at = (line: number, character: number): { offset: number; line: number; character: number } => ({ offset: 0, line, character });
  const diagnostic = { start: at(0, 4), end: at(0, 5), messageText: 'No.', category: 1, code: 2322 };
  expect(tracedDiagnostic(diagnostic, 'In[1]', 'let s = 5;')).toEqual(['In[1]:1:5 - TS2322: No.', '> 1 | let s = 5;', '    |     ^']);
});
