import type ts from 'typescript';
import type { Severity } from '../../../diagnostic';
import { typescript } from '../load-typescript';
import { boundIdentifiers, isErased } from '../names/declared-names';
import type { Reference } from '../names/cell-names';
import { isWrite, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';

/** Something about a place in a cell. */
export interface Finding {
  readonly node: ts.Node;
  readonly code: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly hint: string;
  readonly about?: string;
}

/** Where tslab does not do what the source seems to say, found by comparing with tslab 1.0.22, or does not run it at all. */
export function kernelDifferences(cell: ResolvedCell, notebook: NotebookNames): Finding[] {
  return [...shorthands(cell, notebook), ...earlyUses(cell), ...strictness(cell)];
}

/** tslab writes `exports.m` for a name of an earlier cell, except in a shorthand property: that means a global. */
function shorthands(cell: ResolvedCell, notebook: NotebookNames): Finding[] {
  const short = new Set(shorthandNames(cell.file));
  const found = cell.references.filter(({ node, name }) => short.has(node) && notebook.declaring.has(name) && !cell.declared.has(name));
  return found.map(reference => (isWrite(reference.access) ? assignedShort(reference) : readShort(reference)));
}

function shorthandNames(node: ts.Node): ts.Node[] {
  const own = typescript.isShorthandPropertyAssignment(node) ? [node.name] : [];
  const inside: ts.Node[] = [];
  typescript.forEachChild(node, child => void inside.push(...shorthandNames(child)));
  return [...own, ...inside];
}

function assignedShort({ node, name }: Reference): Finding {
  return {
    node,
    code: 'HW146',
    message: `\`{ ${name} } = …\` does not assign the variable \`${name}\` of an earlier cell: tslab makes a global of that name.`,
    hint: `Write \`{ ${name}: ${name} } = …\`.`,
    about: name
  };
}

function readShort({ node, name }: Reference): Finding {
  return {
    node,
    code: 'HW147',
    message: `tslab does not find \`${name}\` of an earlier cell in the shorthand \`{ ${name} }\`: there it is a ReferenceError.`,
    hint: `Write \`{ ${name}: ${name} }\`.`,
    about: name
  };
}

/** TypeScript's errors 2448, 2449 and 2450, with which tslab refuses the cell. */
function earlyUses(cell: ResolvedCell): Finding[] {
  const limits = initializerEnds(cell.file);
  return cell.references
    .filter(reference => isEarly(cell, reference, limits))
    .map(({ node, name }) => ({
      node,
      code: 'HW148',
      message: `\`${name}\` is used before the line that declares it.`,
      hint: `Move its declaration up.`,
      about: name
    }));
}

function isEarly(cell: ResolvedCell, { node, name, deferred }: Reference, limits: ReadonlyMap<ts.Node, number>): boolean {
  const declared = cell.declared.get(name);
  if (deferred || declared === undefined || declared.node === node || !isLateBound(cell, name)) return false;
  return node.pos < (limits.get(declared.node) ?? declared.node.pos);
}

/** True for a name that is there only from its line on: `let`, `const`, class, enum. */
function isLateBound(cell: ResolvedCell, name: string): boolean {
  const { declaredWith } = cell.declared.get(name) ?? {};
  if (declaredWith === 'let' || declaredWith === 'const') return true;
  const kind = cell.outline.units.get(name)?.kind;
  return declaredWith === 'declaration' && (kind === 'class' || kind === 'enum');
}

/** Where the initializer of each top-level variable ends: inside it the variable is not there yet. */
function initializerEnds(file: ts.SourceFile): Map<ts.Node, number> {
  const ends = new Map<ts.Node, number>();
  for (const statement of file.statements) {
    if (!typescript.isVariableStatement(statement) || isErased(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer !== undefined && typescript.isIdentifier(name)) ends.set(name, initializer.end);
  }
  return ends;
}

/**
 * The names of a cell that are there only from their line on, and that a function may be after before: reading one of them too early is an
 * error, also through a function.
 */
export function guardedNames(cell: ResolvedCell): string[] {
  const lines = declaringStatements(cell.file);
  const guarded = cell.references.filter(({ name, deferred, unit, statement }) => {
    const { node, declaredWith } = cell.declared.get(name) ?? {};
    if (node === undefined || !(deferred || unit !== null) || !isLateBound(cell, name)) return false;
    if (declaredWith === 'declaration' && cell.outline.units.get(name)?.kind !== 'class') return false;
    const isHoisted = unit !== null && (cell.outline.units.get(unit)?.parts.some(typescript.isFunctionDeclaration) ?? false);
    return isHoisted || statement <= (lines.get(node) ?? -1);
  });
  return [...new Set(guarded.map(({ name }) => name))];
}

function declaringStatements(file: ts.SourceFile): Map<ts.Node, number> {
  const lines = new Map<ts.Node, number>();
  for (const [index, statement] of file.statements.entries()) {
    if (typescript.isClassDeclaration(statement) && statement.name !== undefined) lines.set(statement.name, index);
    if (!typescript.isVariableStatement(statement)) continue;
    for (const { name } of statement.declarationList.declarations) for (const node of boundIdentifiers(name)) lines.set(node, index);
  }
  return lines;
}

function strictness(cell: ResolvedCell): Finding[] {
  const [first] = cell.file.statements;
  if (first === undefined || !isStrict(cell)) return [];
  return [
    {
      node: first,
      code: 'HW149',
      severity: 'info',
      message: 'The cell is in strict mode; a function that it keeps inside a value is not, in later steps.',
      hint: "Put 'use strict' into such a function itself if it matters there.",
      about: 'use strict'
    }
  ];
}

/** True for a cell that begins with the directive `'use strict'`. */
export function isStrict({ file }: ResolvedCell): boolean {
  for (const statement of file.statements) {
    if (!typescript.isExpressionStatement(statement) || !typescript.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === 'use strict') return true;
  }
  return false;
}
