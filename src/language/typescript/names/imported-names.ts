import type ts from 'typescript';
import { typescript } from '../load-typescript';

/** A name that an import binds. */
export interface ImportedName {
  readonly node: ts.Identifier;
  readonly module: string;
  /** The export that it names; `*` for the whole module with its `default`, `=` for what `require` gives. */
  readonly imported: string;
}

/** The value names that an import binds: type-only ones are left out. */
export function importedNames(statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration): ImportedName[] {
  return typescript.isImportDeclaration(statement) ? fromImport(statement) : fromRequire(statement);
}

function fromImport(statement: ts.ImportDeclaration): ImportedName[] {
  const clause = statement.importClause;
  const module = moduleOf(statement.moduleSpecifier);
  if (clause === undefined || clause.isTypeOnly || module === null) return [];
  const names: ImportedName[] = clause.name === undefined ? [] : [{ node: clause.name, module, imported: 'default' }];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  if (typescript.isNamespaceImport(bindings)) return [...names, { node: bindings.name, module, imported: '*' }];
  const values = bindings.elements.filter(element => !element.isTypeOnly);
  return [...names, ...values.map(({ name, propertyName }) => ({ node: name, module, imported: (propertyName ?? name).text }))];
}

function fromRequire(statement: ts.ImportEqualsDeclaration): ImportedName[] {
  const reference = statement.moduleReference;
  if (statement.isTypeOnly || !typescript.isExternalModuleReference(reference)) return [];
  const module = moduleOf(reference.expression);
  return module === null ? [] : [{ node: statement.name, module, imported: '=' }];
}

/** The text of a module specifier, null where it is no string. */
export function moduleOf(specifier: ts.Expression): string | null {
  return typescript.isStringLiteralLike(specifier) ? specifier.text : null;
}
