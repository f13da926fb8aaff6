import { expect, it } from 'vitest';
import { languageOf } from '../../../src/language/languages';
import type { Notebook } from '../../../src/notebook/cell';

function notebook(language: string, kernelspec: string | null): Notebook {
  return { cells: [], language, kernelspec, settings: null, diagnostics: [] };
}

it.each([
  ['typescript', 'tslab', 'typescript'],
  ['javascript', 'jslab', 'javascript'],
  ['TypeScript', null, 'typescript'],
  ['unknown', 'tslab', 'typescript'],
  ['unknown', 'jslab', 'javascript']
])('cells in %s of kernel %s are %s', (language, kernelspec, name) => {
  expect(languageOf(notebook(language, kernelspec))).toMatchObject({ name });
});

it.each([
  ['python', 'python3', /Python.*`python3`.*TypeScript/s],
  ['r', 'ir', /\bR\b.*TypeScript/s],
  ['unknown', null, /does not say/]
])('cells in %s are one error that says what works', (language, kernelspec, message) => {
  const found = languageOf(notebook(language, kernelspec));
  expect(found).toMatchObject({
    code: 'HW110',
    severity: 'error',
    cell: null,
    message: expect.stringMatching(message),
    hint: expect.stringContaining('tslab')
  });
});
