import { basename, dirname } from 'node:path';
import { HeadwaterError } from '../errors';
import type { FlowGraph } from '../graph/flow-graph';
import { loadTypescript } from '../language/typescript/load-typescript';
import { analyseFile, loadNotebook, type NotebookFile } from '../scheduler/notebook-file';
import { cellsToCheck, loadConverter } from './check-types';
import { flowTypesText, type FlowTypes } from './flow-types';

/**
 * The types of a notebook's variables, as tslab's compiler sees them after the last cell. A cell that does not type-check is told on stderr,
 * and what only it declares is left out. Changes the working directory to the notebook's.
 * @throws HeadwaterError HW1xx when the notebook has errors, HW141 when the compiler cannot be loaded
 */
export async function notebookTypes(path: string): Promise<FlowTypes> {
  const file = loadNotebook(path);
  const graph = analyseFile(file);
  const [error] = graph.diagnostics.filter(each => each.severity === 'error');
  if (error !== undefined)
    throw new HeadwaterError(error.code, error.message, { hint: error.hint, ...(error.about === null ? {} : { about: error.about }) });
  const declarations = await declare(file, graph);
  const declared = declaredVariables(declarations);
  const names = [...new Set([...graph.parameters.map(each => each.name), ...graph.steps.flatMap(step => step.writes)])].filter(name =>
    declared.has(name)
  );
  const fields = names.sort().map((name): [string, string] => [name, `typeof ${name}`]);
  return {
    flow: graph.flow,
    folder: dirname(file.path),
    text: flowTypesText(graph.flow, basename(file.path), movedImports(declarations), fields)
  };
}

async function declare(file: NotebookFile, graph: FlowGraph): Promise<string> {
  // tslab resolves imports from the working directory, which is the notebook's folder in a kernel.
  process.chdir(dirname(file.path));
  const { createConverter } = await loadConverter();
  const converter = createConverter({ isJS: file.notebook.language === 'javascript' });
  let declarations = '';
  try {
    for (const { cell } of cellsToCheck(file.notebook.cells, graph)) {
      const { diagnostics, declOutput } = converter.convert(declarations, cell.source);
      const [problem] = diagnostics;
      if (problem === undefined) declarations = declOutput ?? '';
      else process.stderr.write(`headwater: warning HW140: cell ${cell.index + 1} does not type-check: ${problem.messageText}\n`);
    }
  } finally {
    converter.close();
  }
  return declarations;
}

function declaredVariables(declarations: string): Set<string> {
  const ts = loadTypescript();
  const source = ts.createSourceFile('types.d.ts', declarations, ts.ScriptTarget.ES2022);
  const names = source.statements.flatMap(statement => (ts.isVariableStatement(statement) ? statement.declarationList.declarations : []));
  return new Set(names.flatMap(each => (ts.isIdentifier(each.name) ? [each.name.text] : [])));
}

/** Relative imports, seen from the folder below. */
function movedImports(declarations: string): string {
  return declarations.replace(
    /(\bfrom\s+|\bimport\(|\brequire\()(['"])(\.\.?\/)/g,
    (_, before: string, quote: string, dots: string) => `${before}${quote}../${dots === './' ? '' : dots}`
  );
}
