import type { Diagnostic } from '../diagnostic';
import type { Notebook } from '../notebook/cell';
import type { Language } from './language';
import { typescriptLanguage } from './typescript/typescript-language';

/** The language of a notebook's cells, or what to say where Headwater cannot run it: one error, HW110. */
export function languageOf(notebook: Notebook): Language | Diagnostic {
  const name = languageName(notebook);
  if (name === 'typescript' || name === 'javascript') return typescriptLanguage(name);
  return unsupported(name, notebook);
}

/** What works for a notebook's language today, in a sentence; null for TypeScript and JavaScript, where everything does. */
export function limitsOf(notebook: Notebook): string | null {
  const language = languageOf(notebook);
  if (!('severity' in language)) return null;
  const cells = language.about === null ? 'cells in a language that the notebook does not name' : `${displayName(language.about)} cells`;
  return (
    `Headwater does not analyse or run ${cells} yet: no steps are proposed and there is nothing to run. ` +
    'Tags and settings can be edited, and runs that the store has can be looked at.'
  );
}

/** What the metadata says, else what the kernels are called. */
function languageName({ language, kernelspec }: Notebook): string {
  if (language !== 'unknown') return language.toLowerCase();
  if (kernelspec === 'tslab' || kernelspec === 'headwater') return 'typescript';
  return kernelspec === 'jslab' ? 'javascript' : 'unknown';
}

function unsupported(name: string, { kernelspec }: Notebook): Diagnostic {
  const isUnknown = name === 'unknown';
  const what = isUnknown ? 'The notebook does not say which language its cells are in' : `The notebook's cells are in ${displayName(name)}`;
  const kernel = kernelspec === null ? '' : ` (kernel \`${kernelspec}\`)`;
  return {
    code: 'HW110',
    severity: 'error',
    cell: null,
    range: null,
    message: `${what}${kernel}, and Headwater runs TypeScript and JavaScript cells only.`,
    hint: isUnknown
      ? 'Choose the TypeScript kernel (tslab) in JupyterLab and save the notebook.'
      : 'Use a notebook with the TypeScript kernel (tslab); other languages do not work yet.',
    about: isUnknown ? null : name
  };
}

function displayName(name: string): string {
  return name.length < 2 ? name.toUpperCase() : `${name[0]?.toUpperCase()}${name.slice(1)}`;
}
