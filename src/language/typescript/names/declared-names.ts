import type ts from 'typescript';
import { typescript } from '../load-typescript';

/** The identifiers that a binding name declares, destructuring included. */
export function boundIdentifiers(name: ts.BindingName): ts.Identifier[] {
  if (typescript.isIdentifier(name)) return [name];
  return name.elements.flatMap(element => (typescript.isOmittedExpression(element) ? [] : boundIdentifiers(element.name)));
}

/** True for `var`; false for `let`, `const` and `using`. */
export function isVarList(list: ts.VariableDeclarationList): boolean {
  return (list.flags & typescript.NodeFlags.BlockScoped) === 0;
}

/** True for `using` and `await using`. */
export function isUsingList(list: ts.VariableDeclarationList): boolean {
  return (list.flags & typescript.NodeFlags.Using) === typescript.NodeFlags.Using;
}

/** True for a statement that leaves nothing in JavaScript: types, `declare`, overload signatures, namespaces of types only. */
export function isErased(statement: ts.Statement): boolean {
  if (typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement)) return true;
  if (typescript.isImportDeclaration(statement)) return statement.importClause?.isTypeOnly === true;
  if (typescript.isImportEqualsDeclaration(statement)) return statement.isTypeOnly;
  if (typescript.isFunctionDeclaration(statement)) return statement.body === undefined;
  if (hasModifier(statement, typescript.SyntaxKind.DeclareKeyword)) return true;
  return typescript.isModuleDeclaration(statement) && !isInstantiated(statement);
}

/** True when a node carries a modifier such as `declare` or `export`. */
export function hasModifier(node: ts.Node, kind: ts.ModifierSyntaxKind): boolean {
  return typescript.canHaveModifiers(node) && (typescript.getModifiers(node)?.some(modifier => modifier.kind === kind) ?? false);
}

/** The names that a statement list declares in its block: `let`, `const`, `using`, classes, functions, enums, namespaces, import aliases. */
export function lexicalNames(statements: readonly ts.Statement[]): ts.Identifier[] {
  return statements.flatMap(lexicalNamesOf);
}

function lexicalNamesOf(statement: ts.Statement): ts.Identifier[] {
  if (isErased(statement)) return [];
  if (typescript.isVariableStatement(statement)) return isVarList(statement.declarationList) ? [] : listNames(statement.declarationList);
  if (typescript.isLabeledStatement(statement)) return lexicalNamesOf(statement.statement);
  return isNamedDeclaration(statement) && statement.name !== undefined && typescript.isIdentifier(statement.name) ? [statement.name] : [];
}

/** A statement that declares one name by itself. */
export type NamedDeclaration =
  ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration | ts.ImportEqualsDeclaration;

/** True for functions, classes, enums, namespaces and `import x = …`. */
export function isNamedDeclaration(statement: ts.Statement): statement is NamedDeclaration {
  return (
    typescript.isFunctionDeclaration(statement) ||
    typescript.isClassDeclaration(statement) ||
    typescript.isEnumDeclaration(statement) ||
    typescript.isModuleDeclaration(statement) ||
    typescript.isImportEqualsDeclaration(statement)
  );
}

/** The names of a `let`, `const` or `var` list. */
export function listNames(list: ts.VariableDeclarationList): ts.Identifier[] {
  return list.declarations.flatMap(declaration => boundIdentifiers(declaration.name));
}

/** The `var` names below a node, nested blocks included, functions and classes excluded. */
export function varNames(node: ts.Node): ts.Identifier[] {
  return varLists(node).flatMap(listNames);
}

/** The `var` lists below a node, nested blocks included, functions and classes excluded. */
export function varLists(node: ts.Node): ts.VariableDeclarationList[] {
  const found: ts.VariableDeclarationList[] = [];
  const descend = (child: ts.Node): void => {
    if (typescript.isVariableDeclarationList(child)) {
      if (isVarList(child)) found.push(child);
    } else if (mayHoldVar(child)) typescript.forEachChild(child, descend);
  };
  descend(node);
  return found;
}

function mayHoldVar(node: ts.Node): boolean {
  if (
    typescript.isCatchClause(node) ||
    typescript.isCaseBlock(node) ||
    typescript.isCaseOrDefaultClause(node) ||
    typescript.isSourceFile(node)
  )
    return true;
  if (!typescript.isStatement(node)) return false;
  if (typescript.isVariableStatement(node)) return !isErased(node);
  return !isNamedDeclaration(node) && !typescript.isExpressionStatement(node);
}

/** True for a namespace that holds a value at run time. */
export function isInstantiated(namespace: ts.ModuleDeclaration): boolean {
  const { body } = namespace;
  if (body === undefined || typescript.isStringLiteral(namespace.name) || namespace.flags & typescript.NodeFlags.GlobalAugmentation)
    return false;
  if (typescript.isModuleBlock(body)) return body.statements.some(statement => !isErased(statement));
  return typescript.isModuleDeclaration(body) && isInstantiated(body);
}
