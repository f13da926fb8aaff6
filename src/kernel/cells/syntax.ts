import type ts from 'typescript';
import type { Compiler } from './compiler';

/** Names that a statement defines without doing anything else: functions, classes, types, imports. */
export function definedNames(statement: ts.Statement, compiler: Compiler): string[] {
  if (compiler.isImportDeclaration(statement)) return importedNames(statement, compiler);
  if (
    compiler.isFunctionDeclaration(statement) ||
    compiler.isClassDeclaration(statement) ||
    compiler.isEnumDeclaration(statement) ||
    compiler.isInterfaceDeclaration(statement) ||
    compiler.isTypeAliasDeclaration(statement)
  )
    return statement.name === undefined ? [] : [statement.name.text];
  if (!compiler.isVariableStatement(statement)) return [];
  const { declarations } = statement.declarationList;
  const areFunctions = declarations.every(
    ({ initializer }) => initializer !== undefined && (compiler.isArrowFunction(initializer) || compiler.isFunctionExpression(initializer))
  );
  return areFunctions ? declarations.flatMap(({ name }) => (compiler.isIdentifier(name) ? [name.text] : [])) : [];
}

function importedNames({ importClause }: ts.ImportDeclaration, compiler: Compiler): string[] {
  const bindings = importClause?.namedBindings;
  const inner =
    bindings === undefined ? [] : compiler.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map(each => each.name);
  return [importClause?.name, ...inner].flatMap(each => each?.text ?? []);
}

/** Variables that a file's own statements declare. */
export function variablesIn(file: ts.SourceFile, compiler: Compiler): string[] {
  const declared = file.statements.flatMap(each => (compiler.isVariableStatement(each) ? [...each.declarationList.declarations] : []));
  return declared.flatMap(({ name }) => identifiersIn(name, compiler));
}

/** Every identifier below a node, names of properties too. */
export function identifiersIn(node: ts.Node, compiler: Compiler): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    if (compiler.isIdentifier(each)) found.push(each.text);
    compiler.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** `rate` of `foreach(rates, rate => …)`; null for a pattern, or no such call. */
export function bodyParameter(node: ts.Node, compiler: Compiler): string | null {
  if (compiler.isCallExpression(node) && compiler.isIdentifier(node.expression) && node.expression.text === 'foreach') {
    const [, body] = node.arguments;
    const isFunction = body !== undefined && (compiler.isArrowFunction(body) || compiler.isFunctionExpression(body));
    const name = isFunction ? body.parameters[0]?.name : undefined;
    return name !== undefined && compiler.isIdentifier(name) ? name.text : null;
  }
  return compiler.forEachChild(node, child => bodyParameter(child, compiler) ?? undefined) ?? null;
}
