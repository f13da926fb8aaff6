import type ts from 'typescript';
import type { DefinitionKind } from '../../language';
import { typescript } from '../load-typescript';
import { importedNames, type ImportedName } from './imported-names';
import { withoutTypes } from './expressions';
import { boundIdentifiers, isErased, isInstantiated, isNamedDeclaration, isUsingList, isVarList } from './declared-names';

/** How a name is declared at the top level of a cell. */
export type DeclaredWith = 'const' | 'let' | 'var' | 'import' | 'declaration';

/** A name that a cell declares for all cells. */
export interface TopName {
  readonly name: string;
  readonly node: ts.Identifier;
  readonly declaredWith: DeclaredWith;
}

/** Something at the top level whose meaning is its source: a declaration with all parts merged into it, a function in a `const`, an import. */
export interface Unit {
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly node: ts.Identifier;
  /** The declarations, in order; several when they merge. Empty for `const f = …` and imports. */
  readonly parts: readonly ts.Statement[];
  /** The function or class of `const f = …`, else null. */
  readonly initializer: ts.Expression | null;
  readonly import: ImportedName | null;
}

/** What the top level of a cell declares. */
export interface Outline {
  /** Each name's first declaration. */
  readonly names: ReadonlyMap<string, TopName>;
  readonly units: ReadonlyMap<string, Unit>;
  /** Interfaces and type aliases. */
  readonly types: ReadonlyMap<string, ts.Identifier>;
  /** Names of `using` declarations: they live in the cell only. */
  readonly locals: ReadonlySet<string>;
  /** Second declarations of a name that may be declared once only. */
  readonly duplicates: readonly ts.Identifier[];
}

interface OutlineInProgress extends Outline {
  readonly names: Map<string, TopName>;
  readonly units: Map<string, Unit>;
  readonly types: Map<string, ts.Identifier>;
  readonly locals: Set<string>;
  readonly duplicates: ts.Identifier[];
}

/** Reads what the statements of a cell declare, without looking into them. */
export function outlineOf(file: ts.SourceFile): Outline {
  const outline: OutlineInProgress = { names: new Map(), units: new Map(), types: new Map(), locals: new Set(), duplicates: [] };
  for (const statement of file.statements) addStatement(outline, statement);
  return outline;
}

function addStatement(outline: OutlineInProgress, statement: ts.Statement): void {
  if (typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement)) {
    outline.types.set(statement.name.text, statement.name);
  }
  if (isErased(statement)) return;
  if (typescript.isImportDeclaration(statement)) addImports(outline, statement);
  else if (typescript.isVariableStatement(statement)) addVariables(outline, statement.declarationList);
  else if (typescript.isImportEqualsDeclaration(statement)) addImportEquals(outline, statement);
  else if (isNamedDeclaration(statement)) addDeclaration(outline, statement);
}

function addImports(outline: OutlineInProgress, statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration): void {
  for (const imported of importedNames(statement)) {
    const name = imported.node.text;
    addName(outline, { name, node: imported.node, declaredWith: 'import' });
    outline.units.set(name, { name, kind: 'import', node: imported.node, parts: [], initializer: null, import: imported });
  }
}

/** `import A = B.C` is a constant, `import A = require("m")` an import. */
function addImportEquals(outline: OutlineInProgress, statement: ts.ImportEqualsDeclaration): void {
  if (typescript.isExternalModuleReference(statement.moduleReference)) addImports(outline, statement);
  else addName(outline, { name: statement.name.text, node: statement.name, declaredWith: 'const' });
}

function addVariables(outline: OutlineInProgress, list: ts.VariableDeclarationList): void {
  const declaredWith = isVarList(list) ? 'var' : (list.flags & typescript.NodeFlags.Const) !== 0 ? 'const' : 'let';
  for (const declaration of list.declarations) {
    for (const node of boundIdentifiers(declaration.name)) {
      if (isUsingList(list)) outline.locals.add(node.text);
      else addName(outline, { name: node.text, node, declaredWith });
    }
    if (!isUsingList(list)) addDefiningVariable(outline, declaration);
  }
}

/** A variable that is declared twice holds a value, even when a function is among them. */
function addDefiningVariable(outline: OutlineInProgress, declaration: ts.VariableDeclaration): void {
  if (!typescript.isIdentifier(declaration.name)) return;
  const node = declaration.name;
  const name = node.text;
  const kind = definingKind(declaration.initializer);
  if (outline.names.get(name)?.node !== node) outline.units.delete(name);
  else if (kind !== null)
    outline.units.set(name, { name, kind, node, parts: [], initializer: declaration.initializer ?? null, import: null });
}

/** Whether an initializer makes a function or a class by itself, through parentheses and type assertions. */
export function definingKind(initializer: ts.Expression | undefined): 'function' | 'class' | null {
  if (initializer === undefined) return null;
  const inner = withoutTypes(initializer);
  if (typescript.isArrowFunction(inner) || typescript.isFunctionExpression(inner)) return 'function';
  return typescript.isClassExpression(inner) ? 'class' : null;
}

function addDeclaration(outline: OutlineInProgress, statement: ts.Statement): void {
  if (!isNamedDeclaration(statement) || statement.name === undefined || !typescript.isIdentifier(statement.name)) return;
  const node = statement.name;
  const name = node.text;
  const kind = kindOf(statement);
  const known = outline.units.get(name);
  if (known === undefined || known.parts.length === 0) addName(outline, { name, node, declaredWith: 'declaration' });
  else if (!merges(known.kind, kind)) outline.duplicates.push(node);
  const parts = [...(known?.parts ?? []), statement];
  outline.units.set(name, {
    name,
    kind: known === undefined || kind !== 'namespace' ? kind : known.kind,
    node: known?.node ?? node,
    parts,
    initializer: null,
    import: null
  });
}

function kindOf(statement: ts.Statement): DefinitionKind {
  if (typescript.isFunctionDeclaration(statement)) return 'function';
  if (typescript.isClassDeclaration(statement)) return 'class';
  if (typescript.isEnumDeclaration(statement)) return 'enum';
  return typescript.isModuleDeclaration(statement) && isInstantiated(statement) ? 'namespace' : 'type';
}

/** TypeScript lets namespaces merge with anything, and an enum with an enum. */
function merges(known: DefinitionKind, added: DefinitionKind): boolean {
  return added === 'namespace' || known === 'namespace' || (known === 'enum' && added === 'enum');
}

/** A second declaration is allowed between `var`s only. */
function addName(outline: OutlineInProgress, name: TopName): void {
  const known = outline.names.get(name.name);
  if (known === undefined) outline.names.set(name.name, name);
  else if (known.declaredWith !== 'var' || name.declaredWith !== 'var') outline.duplicates.push(name.node);
}
