import { dirname } from 'node:path';
import type { Diagnostic as TslabDiagnostic } from 'tslab/dist/converter';
import type { Diagnostic } from '../diagnostic';
import { HeadwaterError } from '../errors';
import type { FlowGraph } from '../graph/flow-graph';
import type { CellFacts } from '../language/language';
import type { Cell } from '../notebook/cell';
import { roleOf } from '../notebook/cell-role';
import type { NotebookFile } from '../scheduler/notebook-file';

/**
 * Type-checks the flow's cells, and the scratch cells that hold definitions, with tslab's compiler, one after the other as its kernel does.
 * HW140 for each type error; what fails only because an earlier cell failed is left out. Changes the working directory to the notebook's.
 * @throws HeadwaterError HW141 when tslab's compiler cannot be loaded
 */
export async function checkTypes({ notebook, path }: NotebookFile, graph: FlowGraph): Promise<Diagnostic[]> {
  // tslab resolves imports from the working directory, which is the notebook's folder in a kernel.
  process.chdir(dirname(path));
  const { createConverter } = await loadConverter();
  const converter = createConverter({ isJS: notebook.language === 'javascript' });
  const diagnostics: Diagnostic[] = [];
  const failed = new Set<string>();
  let declarations = '';
  try {
    for (const { cell, facts } of cellsToCheck(notebook.cells, graph)) {
      const converted = converter.convert(declarations, cell.source);
      if (converted.diagnostics.length === 0) declarations = converted.declOutput ?? '';
      else for (const name of madeBy(facts)) failed.add(name);
      diagnostics.push(...converted.diagnostics.filter(each => !isConsequence(each, failed)).map(each => diagnosticOf(each, cell)));
    }
  } finally {
    converter.close();
  }
  return diagnostics;
}

/** Makes tslab's converters. @throws HeadwaterError HW141 when tslab cannot be loaded */
export async function loadConverter(): Promise<typeof import('tslab/dist/converter')> {
  try {
    return await import('tslab/dist/converter.js');
  } catch (cause) {
    throw new HeadwaterError('HW141', "The kernel's TypeScript compiler (package tslab) cannot be loaded.", {
      about: 'tslab',
      hint: 'Install the dependencies again: npm install; headwater doctor says what is missing.',
      cause
    });
  }
}

/** The flow's cells, and the scratch cells that hold definitions. Cells that already have a syntax error are left to the analysis, which has said so. */
export function cellsToCheck(cells: readonly Cell[], graph: FlowGraph): { cell: Cell; facts: CellFacts }[] {
  const factsOf = new Map(graph.facts.map(each => [each.index, each]));
  return cells.flatMap(cell => {
    const facts = factsOf.get(cell.index);
    const isWanted = roleOf(cell).kind !== 'scratch' || (facts?.definitions.length ?? 0) > 0;
    const isBroken = facts?.diagnostics.some(each => each.code === 'HW111');
    return facts !== undefined && isWanted && !isBroken ? [{ cell, facts }] : [];
  });
}

function madeBy(facts: CellFacts): string[] {
  return [...facts.writes, ...facts.definitions].map(each => each.name);
}

/** TypeScript's codes for a name that is not there: 2304, 2552 (with a suggestion), 18004 (shorthand property). */
function isConsequence({ code, messageText }: TslabDiagnostic, failed: ReadonlySet<string>): boolean {
  const name = /'([^']+)'/.exec(messageText)?.[1] ?? '';
  return [2304, 2552, 18004].includes(code) && failed.has(name);
}

function diagnosticOf({ code, messageText, start, end, fileName }: TslabDiagnostic, cell: Cell): Diagnostic {
  const elsewhere = fileName === undefined ? '' : `${fileName}: `;
  return {
    code: 'HW140',
    severity: roleOf(cell).kind === 'scratch' ? 'warning' : 'error',
    cell: cell.id,
    range:
      fileName === undefined ? { startLine: start.line, startColumn: start.character, endLine: end.line, endColumn: end.character } : null,
    message: `${elsewhere}${messageText.replace(/\.?$/, '')} (TS${code}).`,
    hint: 'Correct the types; the kernel refuses this cell as well.',
    about: /'([^']+)'/.exec(messageText)?.[1] ?? null
  };
}
