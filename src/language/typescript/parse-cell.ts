import type ts from 'typescript';
import type { Cell } from '../../notebook/cell';
import { loadTypescript } from './load-typescript';

/** A code cell and its syntax tree. */
export interface ParsedCell {
  readonly cell: Cell;
  readonly file: ts.SourceFile;
}

/** How a kernel reads its cells. */
export interface Dialect {
  readonly name: 'typescript' | 'javascript';
}

const parsed = new WeakMap<Cell, ParsedCell>();

/** The syntax tree of a code cell as a module, so that `await` may stand at its top level. Parses a cell object only once. */
export function parseCell(cell: Cell, dialect: Dialect): ParsedCell {
  const known = parsed.get(cell);
  if (known !== undefined && known.file.fileName === fileNameOf(cell, dialect)) return known;
  const result = { cell, file: parseSource(fileNameOf(cell, dialect), cell.source) };
  parsed.set(cell, result);
  return result;
}

function fileNameOf(cell: Cell, dialect: Dialect): string {
  return `/cell-${cell.index}.${dialect.name === 'javascript' ? 'js' : 'ts'}`;
}

function parseSource(fileName: string, source: string): ts.SourceFile {
  const typescript = loadTypescript();
  return typescript.createSourceFile(fileName, source, {
    languageVersion: typescript.ScriptTarget.ES2022,
    jsDocParsingMode: typescript.JSDocParsingMode.ParseNone,
    setExternalModuleIndicator: file => void Object.assign(file, { externalModuleIndicator: true })
  });
}
