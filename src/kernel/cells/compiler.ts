import { createRequire } from 'node:module';
import type ts from 'typescript';

/** What is used of the compiler that tslab brings along, TypeScript 5.0, whose own types are not at hand. */
export type Compiler = Pick<
  typeof ts,
  | 'createSourceFile'
  | 'forEachChild'
  | 'isArrowFunction'
  | 'isAwaitExpression'
  | 'isCallExpression'
  | 'isClassDeclaration'
  | 'isEnumDeclaration'
  | 'isFunctionDeclaration'
  | 'isFunctionExpression'
  | 'isFunctionLike'
  | 'isIdentifier'
  | 'isImportDeclaration'
  | 'isInterfaceDeclaration'
  | 'isNamespaceImport'
  | 'isTypeAliasDeclaration'
  | 'isVariableStatement'
  | 'ScriptTarget'
>;

/** The compiler of the kernel's cells. */
export function loadCompiler(): Compiler {
  return createRequire(require.resolve('tslab/dist/converter.js'))('@tslab/typescript-for-tslab') as Compiler;
}
