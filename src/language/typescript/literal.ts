import type ts from 'typescript';
import type { ParameterType } from '../language';
import { typescript } from './load-typescript';
import { withoutTypes } from './names/expressions';

/** A value that the source spells out: `value` as JSON, a bigint as its decimal digits. */
export interface Literal {
  readonly type: ParameterType;
  readonly value: unknown;
}

/** The value of a literal expression, through parentheses and type assertions; null when it must be computed or JSON cannot hold it. */
export function literalOf(expression: ts.Expression): Literal | null {
  const node = withoutTypes(expression);
  if (typescript.isNumericLiteral(node)) return numberLiteral(Number(node.text));
  if (typescript.isPrefixUnaryExpression(node)) return signed(node);
  if (typescript.isStringLiteralLike(node)) return { type: 'string', value: node.text };
  if (typescript.isBigIntLiteral(node)) return { type: 'bigint', value: BigInt(node.text.replace(/n$/, '')).toString() };
  if (node.kind === typescript.SyntaxKind.TrueKeyword || node.kind === typescript.SyntaxKind.FalseKeyword) {
    return { type: 'boolean', value: node.kind === typescript.SyntaxKind.TrueKeyword };
  }
  if (node.kind === typescript.SyntaxKind.NullKeyword) return { type: 'null', value: null };
  if (typescript.isArrayLiteralExpression(node)) return arrayLiteral(node);
  return typescript.isObjectLiteralExpression(node) ? objectLiteral(node) : null;
}

/** JSON has neither NaN nor infinities, and `-0` would come back as `0`. */
function numberLiteral(value: number): Literal | null {
  return Number.isFinite(value) && !Object.is(value, -0) ? { type: 'number', value } : null;
}

function signed(node: ts.PrefixUnaryExpression): Literal | null {
  const operand = literalOf(node.operand);
  const isMinus = node.operator === typescript.SyntaxKind.MinusToken;
  if (operand?.type === 'number' && (isMinus || node.operator === typescript.SyntaxKind.PlusToken)) {
    return numberLiteral(isMinus ? -Number(operand.value) : Number(operand.value));
  }
  return operand?.type === 'bigint' && isMinus ? { type: 'bigint', value: (-BigInt(String(operand.value))).toString() } : null;
}

function arrayLiteral(node: ts.ArrayLiteralExpression): Literal | null {
  const elements = node.elements.map(jsonOf);
  return elements.some(element => element === null) ? null : { type: 'array', value: elements.map(element => element?.value) };
}

function objectLiteral(node: ts.ObjectLiteralExpression): Literal | null {
  const entries = node.properties.map(property => {
    if (!typescript.isPropertyAssignment(property) || typescript.isComputedPropertyName(property.name)) return null;
    const value = jsonOf(property.initializer);
    return value === null || property.name.text === '__proto__' ? null : ([property.name.text, value.value] as const);
  });
  return entries.some(entry => entry === null)
    ? null
    : { type: 'object', value: Object.fromEntries(entries.filter(entry => entry !== null)) };
}

/** Inside arrays and objects a bigint has no JSON of its own. */
function jsonOf(expression: ts.Expression): Literal | null {
  const literal = literalOf(expression);
  return literal?.type === 'bigint' ? null : literal;
}
