import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { withoutTypes } from '../names/expressions';
import { call, identifier, named, parenthesized, text } from './build';
import { isAnonymousDefinition } from './named-values';
import { renamed, rewriteIdentifier, type CellRewrite, type Rewriter } from './rewrite';
import { rewriteClass, rewriteProperty } from './rewrite-class';
import { rewriteFunction } from './rewrite-function';
import { rewriteVariables } from './rewrite-variables';

/** Rewrites the nodes of a cell: names of cells become properties of the scope, everything else keeps its meaning. */
export function rewriterFor(rewrite: CellRewrite, context: ts.TransformationContext): Rewriter {
  const rewriter: Rewriter = { ...rewrite, context, visit: node => visit(rewriter, node) };
  return rewriter;
}

function visit(rewriter: Rewriter, node: ts.Node): ts.Node {
  const parameter = rewriter.parameters.get(node);
  if (parameter !== undefined) return call('$param', text(parameter), children(rewriter, node) as ts.Expression);
  if (typescript.isIdentifier(node)) return rewriteIdentifier(rewriter, node);
  if (typescript.isTypeNode(node) && !typescript.isExpressionWithTypeArguments(node)) return node;
  if (node.kind === typescript.SyntaxKind.ThisKeyword) return rewriter.captures.uses.has(node) ? identifier('$this') : node;
  return visitExpression(rewriter, node) ?? visitDeclaration(rewriter, node) ?? children(rewriter, node);
}

function children(rewriter: Rewriter, node: ts.Node): ts.Node {
  return typescript.visitEachChild(node, rewriter.visit, rewriter.context);
}

function visitExpression(rewriter: Rewriter, node: ts.Node): ts.Node | null {
  if (typescript.isCallExpression(node)) return visitCall(rewriter, node);
  if (typescript.isTaggedTemplateExpression(node)) return visitTagged(rewriter, node);
  if (typescript.isShorthandPropertyAssignment(node)) return visitShorthand(rewriter, node);
  if (typescript.isBindingElement(node)) return visitBindingElement(rewriter, node);
  return typescript.isBinaryExpression(node) ? visitAssignment(rewriter, node) : null;
}

function visitDeclaration(rewriter: Rewriter, node: ts.Node): ts.Node | null {
  if (typescript.isClassLike(node)) return rewriteClass(rewriter, node);
  if (typescript.isPropertyDeclaration(node)) return rewriteProperty(rewriter, node);
  if (rewriter.captures.owners.has(node)) return rewriteFunction(rewriter, node);
  if (typescript.isVariableStatement(node) || typescript.isForStatement(node)) return rewriteVariables(rewriter, node);
  return typescript.isForInStatement(node) || typescript.isForOfStatement(node) ? rewriteVariables(rewriter, node) : null;
}

/** A function of another cell is called without `this`, and so is one that has become a property here. */
function visitCall(rewriter: Rewriter, node: ts.CallExpression): ts.Node | null {
  const { factory, SyntaxKind } = typescript;
  if (node.expression.kind === SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments;
    return specifier === undefined ? null : call('$import', rewriter.visit(specifier) as ts.Expression);
  }
  if (isDirectEval(rewriter, node)) return factory.updateCallExpression(node, node.expression, undefined, evaluated(rewriter, node));
  const callee = plainCallee(rewriter, node.expression);
  if (callee === null) return null;
  const args = node.arguments.map(argument => rewriter.visit(argument) as ts.Expression);
  return typescript.isCallChain(node)
    ? factory.updateCallChain(node, callee, node.questionDotToken, undefined, args)
    : factory.updateCallExpression(node, callee, undefined, args);
}

function isDirectEval(rewriter: Rewriter, { expression }: ts.CallExpression): boolean {
  return (
    typescript.isIdentifier(expression) &&
    expression.text === 'eval' &&
    rewriter.references.has(expression) &&
    !rewriter.notebook.declaring.has('eval')
  );
}

/** In tslab the evaluated text sees the cell's own variables; here they are no variables any more. */
function evaluated(rewriter: Rewriter, node: ts.CallExpression): ts.Expression[] {
  const [given, ...rest] = node.arguments.map(argument => rewriter.visit(argument) as ts.Expression);
  if (given === undefined) return [];
  const { factory } = typescript;
  const own = [...rewriter.cell.declared.values()].filter(({ declaredWith }) => declaredWith !== 'import');
  return [call('$eval', given, factory.createArrayLiteralExpression(own.map(({ name }) => text(name)))), ...rest];
}

function visitTagged(rewriter: Rewriter, node: ts.TaggedTemplateExpression): ts.Node | null {
  const tag = plainCallee(rewriter, node.tag);
  if (tag === null) return null;
  return typescript.factory.updateTaggedTemplateExpression(node, tag, undefined, rewriter.visit(node.template) as ts.TemplateLiteral);
}

/** `(0, $.f)` for a callee that is a name of a cell, else null. */
export function plainCallee(rewriter: Rewriter, callee: ts.Expression): ts.Expression | null {
  const inner = withoutTypes(callee);
  if (!typescript.isIdentifier(inner)) return null;
  const rewritten = rewriteIdentifier(rewriter, inner);
  if (rewritten === inner || typescript.isIdentifier(rewritten)) return null;
  return parenthesized(typescript.factory.createComma(typescript.factory.createNumericLiteral(0), rewritten));
}

/** `{ m }` becomes `{ m: $.m }`, in patterns too. */
function visitShorthand(rewriter: Rewriter, node: ts.ShorthandPropertyAssignment): ts.Node | null {
  const { factory } = typescript;
  const value = rewriteIdentifier(rewriter, node.name);
  if (value === node.name) return null;
  const fallback = node.objectAssignmentInitializer;
  const initializer = fallback === undefined ? value : factory.createAssignment(value, rewriter.visit(fallback) as ts.Expression);
  return factory.createPropertyAssignment(identifier(node.name.text), initializer);
}

/** `{ $ }` as a parameter becomes `{ $: $_local }`. */
function visitBindingElement(rewriter: Rewriter, node: ts.BindingElement): ts.Node | null {
  if (!typescript.isIdentifier(node.name) || !rewriter.cell.hiding.has(node.name)) return null;
  const isShort = node.propertyName === undefined && node.dotDotDotToken === undefined && typescript.isObjectBindingPattern(node.parent);
  const propertyName = isShort ? identifier(node.name.text) : node.propertyName;
  const initializer = node.initializer === undefined ? undefined : (rewriter.visit(node.initializer) as ts.Expression);
  return typescript.factory.updateBindingElement(node, node.dotDotDotToken, propertyName, identifier(renamed(node.name)), initializer);
}

/** `f = () => 1` names the function `f` when `f` is the cell's own variable; as a property it would have no name. */
function visitAssignment(rewriter: Rewriter, node: ts.BinaryExpression): ts.Node | null {
  const { factory, SyntaxKind } = typescript;
  const naming = [
    SyntaxKind.EqualsToken,
    SyntaxKind.QuestionQuestionEqualsToken,
    SyntaxKind.BarBarEqualsToken,
    SyntaxKind.AmpersandAmpersandEqualsToken
  ];
  if (!typescript.isIdentifier(node.left) || !naming.some(kind => kind === node.operatorToken.kind)) return null;
  if (!isAnonymousDefinition(node.right) || !rewriter.cell.declared.has(node.left.text) || !rewriter.references.has(node.left)) return null;
  const right = named(node.left.text, rewriter.visit(node.right) as ts.Expression);
  return factory.updateBinaryExpression(node, rewriteIdentifier(rewriter, node.left), node.operatorToken, right);
}
