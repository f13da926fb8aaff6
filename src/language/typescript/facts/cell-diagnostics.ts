import type ts from 'typescript';
import type { Diagnostic } from '../../../diagnostic';
import { roleOf } from '../../../notebook/cell-role';
import { typescript } from '../load-typescript';
import { hasModifier } from '../names/declared-names';
import { isWrite, type NotebookNames } from '../names/notebook-names';
import type { ResolvedCell } from '../names/resolved-cell';
import type { TopName } from '../names/outline';
import { kernelDifferences, type Finding } from './kernel-differences';
import { rangeBetween, rangeOf } from './name-use';

/** What is wrong with a cell's source, in its order; `syntax` is what the parser says. */
export function cellDiagnostics(cell: ResolvedCell, notebook: NotebookNames, syntax: readonly ts.DiagnosticWithLocation[]): Diagnostic[] {
  const found = [
    ...syntaxErrors(cell, syntax),
    ...duplicates(cell),
    ...mistakes(cell),
    ...assignedConstants(cell, notebook),
    ...unsupported(cell),
    ...kernelDifferences(cell, notebook).map(found => diagnostic(cell, found.node, found)),
    ...furtherForeach(cell)
  ];
  return found.sort(
    (a, b) => (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) || (a.range?.startColumn ?? 0) - (b.range?.startColumn ?? 0)
  );
}

function syntaxErrors(cell: ResolvedCell, syntax: readonly ts.DiagnosticWithLocation[]): Diagnostic[] {
  return syntax.map(found => ({
    ...syntaxError(cell, typescript.flattenDiagnosticMessageText(found.messageText, ' '), null),
    range: rangeBetween(found.start, found.start + found.length, cell.file)
  }));
}

function syntaxError(cell: ResolvedCell, what: string, node: ts.Node | null): Diagnostic {
  const message = `Cell ${cell.cell.index + 1} is no valid ${cell.dialect.name === 'javascript' ? 'JavaScript' : 'TypeScript'}: ${what.replace(/\.$/, '')}.`;
  return diagnostic(cell, node, { code: 'HW111', message, hint: 'Correct the source of the cell.' });
}

function diagnostic(cell: ResolvedCell, node: ts.Node | null, { code, severity, message, hint, about }: Omit<Finding, 'node'>): Diagnostic {
  const range = node === null ? null : rangeOf(node, cell.file);
  return { code, severity: severity ?? 'error', cell: cell.cell.id, range, message, hint, about: about ?? null };
}

function duplicates(cell: ResolvedCell): Diagnostic[] {
  return cell.outline.duplicates.map(node => ({ ...syntaxError(cell, `\`${node.text}\` is declared twice`, node), about: node.text }));
}

function mistakes(cell: ResolvedCell): Diagnostic[] {
  return cell.mistakes.map(({ node, message }) => syntaxError(cell, message, node));
}

function assignedConstants(cell: ResolvedCell, notebook: NotebookNames): Diagnostic[] {
  return cell.references.flatMap(({ node, name, access }) => {
    const declaration = isWrite(access) ? declarationSeen(cell, notebook, name) : null;
    if (declaration === null || declaration.node === node || !isConstant(declaration)) return [];
    const what = declaration.declaredWith === 'import' ? 'an import' : 'a constant';
    return [
      diagnostic(cell, node, {
        code: 'HW112',
        message: `\`${name}\` is assigned, but it is ${what}.`,
        hint: `Declare \`${name}\` with \`let\`, or give the new value another name.`,
        about: name
      })
    ];
  });
}

function isConstant({ declaredWith }: TopName): boolean {
  return declaredWith === 'const' || declaredWith === 'import';
}

/** The declaration that a name means in a cell: its own, else the last before it among cells that run. */
export function declarationSeen(cell: ResolvedCell, notebook: NotebookNames, name: string): TopName | null {
  const own = cell.declared.get(name);
  if (own !== undefined) return own;
  const declaring = notebook.declaring.get(name) ?? [];
  const before = declaring.findLast(other => other.cell.index < cell.cell.index && roleOf(other.cell).kind !== 'scratch');
  return before?.declared.get(name) ?? null;
}

function unsupported(cell: ResolvedCell): Diagnostic[] {
  const moduleName = moduleCellName(cell.file.text);
  const exports = cell.file.statements.filter(isExport);
  return [
    ...(moduleName === null ? [] : [diagnostic(cell, null, moduleCell(moduleName))]),
    ...exports.map(statement =>
      diagnostic(cell, statement, {
        code: 'HW113',
        message: 'A cell exports something, which has no meaning in a notebook.',
        hint: 'Remove the export: every name of a cell is seen by the other cells.'
      })
    )
  ];
}

function isExport(statement: ts.Statement): boolean {
  const isDefault = hasModifier(statement, typescript.SyntaxKind.DefaultKeyword);
  return isDefault || typescript.isExportAssignment(statement) || typescript.isExportDeclaration(statement);
}

function moduleCell(name: string): Omit<Finding, 'node'> {
  const message = `The cell makes the module \`${name}\` (\`@module\`), which Headwater does not run.`;
  return {
    code: 'HW113',
    message,
    hint: `Remove the \`@module\` comment and use the cell's names directly, or save the source as ${name}.ts beside the notebook.`,
    about: name
  };
}

/** tslab's rule: a documentation comment before the first token says `@module name`. */
function moduleCellName(source: string): string | null {
  return moduleComment(source)?.name ?? null;
}

/** Where the comment stands that makes a cell a module, and the module's name; null for other cells. */
export function moduleComment(source: string): { readonly start: number; readonly end: number; readonly name: string } | null {
  for (const { pos, end } of typescript.getLeadingCommentRanges(source, 0) ?? []) {
    const name = /^\/\*\*[^]*@module[ \t]+([\w./@-]+)/.exec(source.slice(pos, end))?.[1];
    if (name !== undefined) return { start: pos, end, name };
  }
  return null;
}

function furtherForeach(cell: ResolvedCell): Diagnostic[] {
  return cell.foreachCalls.slice(1).map(({ call }) => {
    const message = 'A cell has a second `foreach`; it runs in place, one item after the other.';
    return diagnostic(cell, call, {
      code: 'HW122',
      severity: 'info',
      message,
      hint: 'Put it into a step of its own to run its items as tasks.'
    });
  });
}
