import type ts from 'typescript';
import type { FlowGraph } from '../graph/flow-graph';
import { loadTypescript } from '../language/typescript/load-typescript';
import { parseCell } from '../language/typescript/parse-cell';
import { literalAssignments } from '../language/typescript/parameters';
import type { Cell, Notebook } from '../notebook/cell';
import { roleOf } from '../notebook/cell-role';
import type { ParameterValue } from '../task/protocol';

/** A cell as the kernel is to run it. */
export interface ReferenceCell {
  readonly cell: string;
  /** Position in the notebook. */
  readonly index: number;
  readonly source: string;
  /** Step that it belongs to; null for setup, parameters and scratch. */
  readonly step: string | null;
  readonly isSetup: boolean;
  /** A scratch cell, or what one defines: it may fail. */
  readonly isScratch: boolean;
  /** It has a foreach at its top level. */
  readonly hasForeach: boolean;
}

/**
 * The cells that a run stands for, in notebook order: parameters with the values given, setup, steps, and those definitions of scratch
 * cells that any of these mentions. `withScratch`: all code cells, as they are.
 */
export function referenceCells(
  notebook: Notebook,
  graph: FlowGraph,
  parameters: readonly ParameterValue[],
  withScratch: boolean
): ReferenceCell[] {
  const dialect = { name: notebook.language === 'javascript' ? 'javascript' : 'typescript' } as const;
  const steps = new Map(graph.steps.flatMap(step => step.cells.map(cell => [cell, step.name] as const)));
  const codeCells = notebook.cells.filter(cell => cell.kind === 'code');
  const inFlow = codeCells.filter(cell => steps.has(cell.id) || graph.setup.includes(cell.id));
  const wanted = withScratch ? null : mentionedScratch(codeCells, inFlow, graph);
  return codeCells.flatMap(cell => {
    const isScratch = !inFlow.includes(cell);
    const source = isScratch ? scratchSource(cell, dialect, wanted, graph) : withParameters(cell, dialect, parameters);
    if (source.trim() === '') return [];
    const hasForeach = graph.facts.some(facts => facts.cell === cell.id && facts.foreach !== null);
    return [
      {
        cell: cell.id,
        index: cell.index,
        source,
        step: steps.get(cell.id) ?? null,
        isSetup: graph.setup.includes(cell.id),
        isScratch,
        hasForeach: hasForeach && !isScratch
      }
    ];
  });
}

type Dialect = Parameters<typeof parseCell>[1];

/** Ids of the scratch cells that define a name which is mentioned, directly or through other such cells. */
function mentionedScratch(cells: readonly Cell[], inFlow: readonly Cell[], graph: FlowGraph): ReadonlySet<string> {
  const wanted = new Set<string>();
  const names = (cell: Cell): string[] => definedBy(cell, graph);
  const texts = inFlow.map(cell => cell.source);
  for (let before = -1; before < wanted.size;) {
    before = wanted.size;
    for (const cell of cells) {
      if (wanted.has(cell.id) || inFlow.includes(cell) || !names(cell).some(name => texts.some(text => mentions(text, name)))) continue;
      wanted.add(cell.id);
      texts.push(cell.source);
    }
  }
  return wanted;
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!isNamePart(text[at - 1]) && !isNamePart(text[at + name.length])) return true;
  return false;
}

function isNamePart(character: string | undefined): boolean {
  return character !== undefined && /[\p{ID_Continue}$]/u.test(character);
}

function scratchSource(cell: Cell, dialect: Dialect, wanted: ReadonlySet<string> | null, graph: FlowGraph): string {
  if (wanted === null) return cell.source;
  return wanted.has(cell.id) ? definitionsOf(cell, dialect, definedBy(cell, graph)) : '';
}

/** Names that a cell defines without running anything: `const f = () => …` too. */
function definedBy(cell: Cell, { facts }: FlowGraph): string[] {
  return facts.find(each => each.cell === cell.id)?.definitions.map(each => each.name) ?? [];
}

/** The statements of a cell that only define; of variables those that do. */
function definitionsOf(cell: Cell, dialect: Dialect, names: readonly string[]): string {
  const { isVariableStatement } = loadTypescript();
  const { file } = parseCell(cell, dialect);
  return file.statements
    .flatMap(each => (isVariableStatement(each) ? definedVariables(each, file, names) : isDefinition(each) ? [each.getText(file)] : []))
    .join('\n');
}

function definedVariables({ declarationList }: ts.VariableStatement, file: ts.SourceFile, names: readonly string[]): string[] {
  const { NodeFlags } = loadTypescript();
  const keyword = declarationList.flags & NodeFlags.Const ? 'const' : declarationList.flags & NodeFlags.Let ? 'let' : 'var';
  const kept = declarationList.declarations.filter(each => names.includes(each.name.getText(file)));
  return kept.length === 0 ? [] : [`${keyword} ${kept.map(each => each.getText(file)).join(', ')};`];
}

function isDefinition(statement: ts.Statement): boolean {
  const { SyntaxKind } = loadTypescript();
  return [
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.ClassDeclaration,
    SyntaxKind.EnumDeclaration,
    SyntaxKind.ModuleDeclaration,
    SyntaxKind.ImportDeclaration,
    SyntaxKind.ImportEqualsDeclaration,
    SyntaxKind.InterfaceDeclaration,
    SyntaxKind.TypeAliasDeclaration
  ].includes(statement.kind);
}

/** The parameters cell with the values that were given in place of its literals. */
function withParameters(cell: Cell, dialect: Dialect, parameters: readonly ParameterValue[]): string {
  if (roleOf(cell).kind !== 'parameters') return cell.source;
  const parsed = parseCell(cell, dialect);
  let text = cell.source;
  for (const { literal, parameter } of literalAssignments(parsed).reverse()) {
    const given = parameters.find(each => each.name === parameter.name);
    if (given === undefined) continue;
    const value = given.type === 'bigint' ? `${String(given.value)}n` : `(${JSON.stringify(given.value)})`;
    text = text.slice(0, literal.getStart(parsed.file)) + value + text.slice(literal.end);
  }
  return text;
}
