import type ts from 'typescript';
import type { Parameter, ParameterType } from '../language';
import { rangeOf } from './facts/name-use';
import { literalOf } from './literal';
import { typescript } from './load-typescript';
import { isErased, isUsingList } from './names/declared-names';
import { withoutTypes } from './names/expressions';
import type { ParsedCell } from './parse-cell';

/** A literal that a name is given at the top level of a cell. */
export interface LiteralAssignment {
  readonly name: ts.Identifier;
  readonly literal: ts.Expression;
  readonly parameter: Parameter;
}

/** The literal assignments of a `parameters` cell, the first of each name: `let x = 1`, `const y: string = "a"`, `z = [1, 2]`. */
export function literalAssignments({ cell, file }: ParsedCell): LiteralAssignment[] {
  const seen = new Set<string>();
  return file.statements.flatMap(assignmentsOf).flatMap(([name, initializer, annotation]) => {
    const literal = literalOf(initializer);
    if (literal === null || seen.has(name.text)) return [];
    seen.add(name.text);
    const type = literal.type === 'null' ? annotatedType(annotation) : literal.type;
    const parameter = { name: name.text, range: rangeOf(name, file), cell: cell.id, type, default: literal.value };
    return [{ name, literal: initializer, parameter }];
  });
}

type Assignment = readonly [name: ts.Identifier, value: ts.Expression, annotation: ts.TypeNode | undefined];

function assignmentsOf(statement: ts.Statement): Assignment[] {
  if (typescript.isVariableStatement(statement) && !isErased(statement) && !isUsingList(statement.declarationList)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer, type }) =>
      typescript.isIdentifier(name) && initializer !== undefined ? [[name, initializer, type] as const] : []
    );
  }
  if (!typescript.isExpressionStatement(statement)) return [];
  const expression = withoutTypes(statement.expression);
  if (!typescript.isBinaryExpression(expression) || expression.operatorToken.kind !== typescript.SyntaxKind.EqualsToken) return [];
  return typescript.isIdentifier(expression.left) ? [[expression.left, expression.right, undefined]] : [];
}

/** The type of a parameter that is null until it is given: `let limit: number | null = null`. */
function annotatedType(annotation: ts.TypeNode | undefined): ParameterType {
  if (annotation === undefined) return 'null';
  const { SyntaxKind } = typescript;
  const keywords = new Map<ts.SyntaxKind, ParameterType>([
    [SyntaxKind.NumberKeyword, 'number'],
    [SyntaxKind.StringKeyword, 'string'],
    [SyntaxKind.BooleanKeyword, 'boolean'],
    [SyntaxKind.BigIntKeyword, 'bigint'],
    [SyntaxKind.ArrayType, 'array'],
    [SyntaxKind.TypeLiteral, 'object']
  ]);
  const members = typescript.isUnionTypeNode(annotation) ? annotation.types : [annotation];
  const types = members.flatMap(({ kind }) => keywords.get(kind) ?? []);
  return types.length === 1 ? (types[0] ?? 'null') : 'null';
}
