import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { isErased, isUsingList } from '../names/declared-names';
import { importedNames, moduleOf } from '../names/imported-names';
import type { Unit } from '../names/outline';
import { bindingTarget } from './binding-target';
import { after, arrow, assignment, call, identifier, property, statement as expressionStatement, text } from './build';
import { definitionExpression, importExpression } from './definition-expression';
import { madeOf } from './made-of';
import { valueFor } from './named-values';
import { scopeAccess, type Rewriter } from './rewrite';

/** What runs before a cell's statements: its imports and function declarations. */
export function hoistedStatements(rewriter: Rewriter): ts.Statement[] {
  const { file, outline } = rewriter.cell;
  const imports = file.statements.flatMap(statement => importStatements(rewriter, statement));
  const functions = [...outline.units.values()].filter(unit => isHoisted(rewriter, unit));
  return [...imports, ...functions.map(unit => defining(rewriter, unit))];
}

/** A module is loaded when its cell runs, even if its names are used later; one that only gives types is not. */
function importStatements(rewriter: Rewriter, statement: ts.Statement): ts.Statement[] {
  const specifier = importedModule(statement);
  if (specifier === null || isErased(statement)) return [];
  const load = expressionStatement(call('$require', text(specifier)), statement);
  if (typescript.isImportDeclaration(statement) && statement.importClause === undefined) return [load];
  const names =
    typescript.isImportDeclaration(statement) || typescript.isImportEqualsDeclaration(statement) ? importedNames(statement) : [];
  const values = names.filter(({ node }) => !rewriter.notebook.isOnlyType(node.text));
  if (values.length === 0) return [];
  const bound = values.map(imported => call('$bind', text(imported.node.text), arrow([], importExpression(imported))));
  return [load, ...bound.map(binding => expressionStatement(binding, statement))];
}

function importedModule(statement: ts.Statement): string | null {
  if (typescript.isImportDeclaration(statement)) return moduleOf(statement.moduleSpecifier);
  if (!typescript.isImportEqualsDeclaration(statement) || !typescript.isExternalModuleReference(statement.moduleReference)) return null;
  return moduleOf(statement.moduleReference.expression);
}

/** Functions are there from the start; one that a namespace is merged into waits for what the namespace needs. */
function isHoisted(rewriter: Rewriter, unit: Unit): boolean {
  if (!unit.parts.some(typescript.isFunctionDeclaration)) return false;
  if (unit.parts.every(typescript.isFunctionDeclaration)) return true;
  const { references, outline } = rewriter.cell;
  return !references.some(
    ({ unit: inside, name, deferred }) => inside === unit.name && !deferred && outline.names.has(name) && !outline.units.has(name)
  );
}

function defining(rewriter: Rewriter, unit: Unit): ts.Statement {
  const expression = definitionExpression(rewriter, unit);
  const name = text(unit.name);
  const isPlain = madeOf(rewriter.cell, unit, rewriter.notebook).length === 0;
  const made = call('$define', name, isPlain ? expression : after(call('$making', name), expression));
  return assignment(scopeAccess(rewriter, unit.name), made, unit.parts[0] ?? unit.node);
}

/** The cell's statements from one index up to another, as a body runs them. */
export function ranStatements(rewriter: Rewriter, from: number, to: number): ts.Statement[] {
  return rewriter.cell.file.statements.slice(from, to).flatMap((statement, offset) => ranStatement(rewriter, statement, from + offset));
}

function ranStatement(rewriter: Rewriter, statement: ts.Statement, index: number): ts.Statement[] {
  if (isErased(statement) || typescript.isImportDeclaration(statement) || typescript.isExportDeclaration(statement)) return [];
  const unit = [...rewriter.cell.outline.units.values()].find(({ parts }) => parts.includes(statement));
  if (unit !== undefined) return isHoisted(rewriter, unit) || placeOf(rewriter, unit) !== index ? [] : [defining(rewriter, unit)];
  if (typescript.isVariableStatement(statement) && !isUsingList(statement.declarationList)) return declaredVariables(rewriter, statement);
  if (typescript.isImportEqualsDeclaration(statement)) return aliased(rewriter, statement);
  const isLast = index === rewriter.cell.file.statements.length - 1;
  if (isLast && typescript.isExpressionStatement(statement)) {
    return [assignment(identifier('$result'), rewriter.visit(statement.expression) as ts.Expression, statement)];
  }
  return [rewriter.visit(statement) as ts.Statement];
}

/** Merged declarations run where the last of them stands, unless statements between them need the first. */
function placeOf(rewriter: Rewriter, unit: Unit): number {
  const indexes = unit.parts.map(part => rewriter.cell.file.statements.indexOf(part));
  const [first, last] = [Math.min(...indexes), Math.max(...indexes)];
  const between = rewriter.cell.references.some(
    ({ name, statement, unit: inside }) => name === unit.name && inside !== name && statement > first && statement < last
  );
  return between ? first : last;
}

function declaredVariables(rewriter: Rewriter, { declarationList }: ts.VariableStatement): ts.Statement[] {
  return declarationList.declarations.flatMap(declaration => {
    const { name, initializer } = declaration;
    const isVar = (declarationList.flags & typescript.NodeFlags.BlockScoped) === 0;
    if (!typescript.isIdentifier(name))
      return initializer === undefined
        ? []
        : [assignment(bindingTarget(rewriter, name), rewriter.visit(initializer) as ts.Expression, declaration)];
    const unit = rewriter.cell.outline.units.get(name.text);
    if (unit?.node === name) return [defining(rewriter, unit)];
    if (initializer === undefined && isVar) return [];
    const value = initializer === undefined ? typescript.factory.createVoidZero() : valueFor(rewriter, name.text, initializer);
    return [assignment(bindingTarget(rewriter, name), value, declaration)];
  });
}

/** `import A = B.C` */
function aliased(rewriter: Rewriter, statement: ts.ImportEqualsDeclaration): ts.Statement[] {
  const { moduleReference, name } = statement;
  if (typescript.isExternalModuleReference(moduleReference)) return [];
  const value = entity(rewriter, moduleReference);
  return value === null ? [] : [assignment(scopeAccess(rewriter, name.text), value, statement)];
}

function entity(rewriter: Rewriter, name: ts.EntityName): ts.Expression | null {
  if (typescript.isIdentifier(name)) return rewriter.notebook.declaring.has(name.text) ? (rewriter.visit(name) as ts.Expression) : null;
  const left = entity(rewriter, name.left);
  return left === null ? null : property(left, name.right.text);
}
