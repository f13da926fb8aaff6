import type ts from 'typescript';
import { typescript } from '../load-typescript';

/** An expression without the parentheses and type assertions around it. */
export function withoutTypes(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    typescript.isParenthesizedExpression(inner) ||
    typescript.isAsExpression(inner) ||
    typescript.isSatisfiesExpression(inner) ||
    typescript.isNonNullExpression(inner) ||
    typescript.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** True for `=`, `+=`, `??=` and the others. */
export function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= typescript.SyntaxKind.FirstAssignment && kind <= typescript.SyntaxKind.LastAssignment;
}

/** True for `&&`, `||`, `??` and their assignments: the right side may not be evaluated. */
export function isShortCircuit(node: ts.BinaryExpression): boolean {
  const { SyntaxKind } = typescript;
  return [
    SyntaxKind.AmpersandAmpersandToken,
    SyntaxKind.BarBarToken,
    SyntaxKind.QuestionQuestionToken,
    SyntaxKind.AmpersandAmpersandEqualsToken,
    SyntaxKind.BarBarEqualsToken,
    SyntaxKind.QuestionQuestionEqualsToken
  ].some(kind => kind === node.operatorToken.kind);
}

/** The variables whose objects an expression such as `x.a[0].b` or `(x ??= {}).b` lies in. */
export function chainRoots(expression: ts.Expression): ts.Identifier[] {
  const inner = withoutTypes(expression);
  if (typescript.isIdentifier(inner)) return [inner];
  if (typescript.isPropertyAccessExpression(inner) || typescript.isElementAccessExpression(inner)) return chainRoots(inner.expression);
  if (typescript.isBinaryExpression(inner) && (isAssignment(inner) || isShortCircuit(inner)))
    return [...chainRoots(inner.left), ...chainRoots(inner.right)];
  return typescript.isConditionalExpression(inner) ? [...chainRoots(inner.whenTrue), ...chainRoots(inner.whenFalse)] : [];
}

/** Methods of the language's own classes that change the object they are called on. */
const mutatingMethods = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  ...['set', 'add', 'delete', 'clear', 'append', 'next'],
  ...['setDate', 'setFullYear', 'setHours', 'setMilliseconds', 'setMinutes', 'setMonth', 'setSeconds', 'setTime', 'setYear'],
  ...['setUTCDate', 'setUTCFullYear', 'setUTCHours', 'setUTCMilliseconds', 'setUTCMinutes', 'setUTCMonth', 'setUTCSeconds']
]);

const mutatingFunctions = new Map([
  ['Object', new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'freeze', 'seal', 'preventExtensions'])],
  ['Reflect', new Set(['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf', 'preventExtensions'])]
]);

/** The expressions whose objects a call may change in place: `x` in `x.push(1)` and in `Object.assign(x, y)`. */
export function changedByCall(call: ts.CallExpression): ts.Expression[] {
  const callee = withoutTypes(call.expression);
  if (!typescript.isPropertyAccessExpression(callee)) return [];
  const receiver = callee.expression;
  const [first] = call.arguments;
  if (typescript.isIdentifier(receiver) && mutatingFunctions.has(receiver.text)) {
    return first !== undefined && mutatingFunctions.get(receiver.text)?.has(callee.name.text) === true ? [first] : [];
  }
  return mutatingMethods.has(callee.name.text) ? [receiver] : [];
}
