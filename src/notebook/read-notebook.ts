import type { Diagnostic } from '../diagnostic';
import { HeadwaterError } from '../errors';
import type { Cell, Notebook } from './cell';
import { cellIds } from './cell-ids';
import { parseNotebookJson } from './parse-notebook-json';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a notebook (nbformat 4.x) from its file's text; outputs are ignored.
 * Missing and repeated cell ids become `cell-<index>`; a repeated one is a warning in `diagnostics`.
 * @throws HeadwaterError HW101 when it is not a notebook or not JSON (says at which byte), HW102 when its format is another than 4
 */
export function readNotebook(text: string): Notebook {
  return notebookOf(parseNotebookJson(text));
}

/**
 * Reads a notebook from its JSON value, as `readNotebook` does from its text.
 * @throws HeadwaterError HW101 when it is not a notebook, HW102 when its format is another than 4
 */
export function notebookOf(root: unknown): Notebook {
  if (!isFields(root)) throw notNotebook('it holds no JSON object');
  refuseOtherFormat(root);
  if (!Array.isArray(root['cells'])) throw notNotebook('it has no list of cells');
  const metadata = fieldsOf(root['metadata']);
  const { cells, diagnostics } = readCells(root['cells']);
  return Object.freeze({
    cells,
    language: languageOf(metadata),
    kernelspec: stringOf(fieldsOf(metadata['kernelspec'])['name']),
    settings: metadata['headwater'] ?? null,
    diagnostics
  });
}

function refuseOtherFormat(root: Fields): void {
  const format = root['nbformat'];
  if (format === 4) return;
  if (typeof format !== 'number' && !('worksheets' in root)) {
    if (Array.isArray(root['cells'])) return;
    throw notNotebook("it has no 'nbformat' and no 'cells'");
  }
  const version = typeof format === 'number' ? format : 3;
  throw new HeadwaterError('HW102', `The notebook has nbformat ${version}; Headwater reads nbformat 4.`, {
    about: `nbformat ${version}`,
    hint:
      version < 4
        ? 'Convert it: jupyter nbconvert --to notebook --nbformat 4 <notebook>'
        : 'Save it as nbformat 4 from JupyterLab, or update Headwater.'
  });
}

function readCells(list: readonly unknown[]): { cells: readonly Cell[]; diagnostics: readonly Diagnostic[] } {
  const fields = list.map((each, index) => {
    if (!isFields(each)) throw notNotebook(`cell ${index + 1} is not an object`);
    return each;
  });
  const ids = cellIds(fields.map(each => each['id']));
  const diagnostics = fields.flatMap((each, index) => {
    const [given, id] = [stringOf(each['id']), ids[index] ?? ''];
    return given === null || given === id ? [] : [repeatedId(given, id, index)];
  });
  return {
    cells: Object.freeze(fields.map((each, index) => readCell(each, ids[index] ?? '', index))),
    diagnostics: Object.freeze(diagnostics)
  };
}

function readCell(cell: Fields, id: string, index: number): Cell {
  const metadata = fieldsOf(cell['metadata']);
  return Object.freeze({
    id,
    index,
    kind: kindOf(cell['cell_type'], index),
    source: sourceOf(cell['source'], index),
    tags: Object.freeze(tagsOf(metadata['tags'], index)),
    settings: metadata['headwater'] ?? null,
    executionCount: typeof cell['execution_count'] === 'number' ? cell['execution_count'] : null
  });
}

function kindOf(type: unknown, index: number): Cell['kind'] {
  if (type === 'code' || type === 'markdown' || type === 'raw') return type;
  throw notNotebook(`cell ${index + 1} has the cell_type ${JSON.stringify(type)}`);
}

function sourceOf(source: unknown, index: number): string {
  if (typeof source === 'string') return source;
  if (source === undefined) return '';
  if (Array.isArray(source) && source.every(line => typeof line === 'string')) return source.join('');
  throw notNotebook(`the source of cell ${index + 1} is neither text nor a list of lines`);
}

function tagsOf(tags: unknown, index: number): string[] {
  if (tags === undefined || tags === null) return [];
  if (!Array.isArray(tags)) throw notNotebook(`the tags of cell ${index + 1} are not a list`);
  return tags.filter(tag => typeof tag === 'string');
}

function repeatedId(given: string, id: string, index: number): Diagnostic {
  return {
    code: 'HW104',
    severity: 'warning',
    cell: id,
    range: null,
    message: `Cell ${index + 1} has the id '${given}' of an earlier cell; it is called '${id}' here.`,
    hint: 'Save the notebook once in JupyterLab, which gives every cell an id of its own.',
    about: given
  };
}

const languages: Readonly<Record<string, string>> = { tslab: 'typescript', jslab: 'javascript', deno: 'typescript', ir: 'r' };

function languageOf(metadata: Fields): string {
  const kernelspec = fieldsOf(metadata['kernelspec']);
  const said = stringOf(kernelspec['language']) ?? stringOf(fieldsOf(metadata['language_info'])['name']);
  if (said !== null) return said.toLowerCase();
  const kernel = stringOf(kernelspec['name'])?.toLowerCase() ?? 'unknown';
  if (kernel.startsWith('python')) return 'python';
  return languages[kernel] ?? 'unknown';
}

function notNotebook(why: string): HeadwaterError {
  return new HeadwaterError('HW101', `This is not a Jupyter notebook: ${why}.`, { hint: 'Give the .ipynb file that JupyterLab saved.' });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
