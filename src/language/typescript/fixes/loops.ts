import { appendingLoop, type AppendingLoop } from '../facts/appending-loop';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { away, changesOf, instead, type Edit, type SourceFixer } from './source-fixer';

/** HW169: the loop becomes a foreach, with the import where no cell has it. */
export const fixAppendingLoop: SourceFixer = (_diagnostic, cell, notebook) => {
  const found = appendingLoop(cell, notebook);
  const declared = notebook.declaring.get('foreach') ?? [];
  const imports = declared.filter(isImport);
  if (found === null || imports.length < declared.length) return [];
  const missing: Edit[] = imports.length > 0 ? [] : [{ start: 0, end: 0, text: "import { foreach } from 'headwater';\n" }];
  return [{ title: 'Turn it into a foreach', changes: changesOf(cell, [...edits(found, cell), ...missing]) }];
};

function isImport({ outline }: ResolvedCell): boolean {
  const found = outline.units.get('foreach')?.import;
  return found?.module === 'headwater' && found.imported === 'foreach';
}

/** The list's line goes; its declaration stands where the loop began. */
function edits({ list, loop, item, push, result }: AppendingLoop, cell: ResolvedCell): Edit[] {
  const { file } = cell;
  const [declaration] = list.declarationList.declarations;
  const initializer = declaration?.initializer?.getStart(file) ?? list.end;
  const head = file.text.slice(list.getStart(file), initializer);
  const value = result.getText(file);
  const items = loop.expression.getText(file);
  const begin: Edit = {
    start: loop.getStart(file),
    end: loop.statement.getStart(file),
    text: `${head}await foreach(${items}, (${item.name.getText(file)}) => `
  };
  const alone = typescript.isObjectLiteralExpression(result) ? `(${value})` : value;
  const returned = typescript.isBlock(loop.statement) ? `return ${value};` : alone;
  return [away(list, cell), begin, instead(push, cell, returned), { start: loop.end, end: loop.end, text: ');' }];
}
