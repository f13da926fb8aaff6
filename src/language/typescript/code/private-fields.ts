import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { hasModifier } from '../names/declared-names';
import { arrow, call, identifier, property, text } from './build';

/** The `#private` fields of a class, by their names without `#`; methods and accessors are no fields. */
export interface PrivateNames {
  readonly instance: readonly string[];
  readonly static: readonly string[];
}

/** The private fields that a class declares itself, those behind an `accessor` included. */
export function privateNames(node: ts.ClassLikeDeclaration): PrivateNames {
  const fields = node.members.filter(typescript.isPropertyDeclaration);
  const isStatic = (field: ts.PropertyDeclaration) => hasModifier(field, typescript.SyntaxKind.StaticKeyword);
  return { instance: fields.filter(field => !isStatic(field)).flatMap(privateName), static: fields.filter(isStatic).flatMap(privateName) };
}

/** An accessor's value lies in a field that the compiler names after it. */
function privateName(field: ts.PropertyDeclaration): string[] {
  const { name } = field;
  if (typescript.isPrivateIdentifier(name)) {
    const text = name.text.slice(1);
    return [isAccessor(field) ? `${text}_accessor_storage` : text];
  }
  return isAccessor(field) && typescript.isIdentifier(name) ? [`${name.text}_accessor_storage`] : [];
}

function isAccessor(field: ts.PropertyDeclaration): boolean {
  return hasModifier(field, typescript.SyntaxKind.AccessorKeyword);
}

/** `static { $class(this, { read, write, readStatic, writeStatic }) }`; see `PrivateAccess`. */
export function registration(names: PrivateNames): ts.ClassElement {
  const { factory } = typescript;
  const access = {
    read: reader(names.instance),
    write: writer(names.instance),
    readStatic: staticReader(names.static),
    writeStatic: staticWriter(names.static)
  };
  const properties = Object.entries(access).map(([name, value]) => factory.createPropertyAssignment(name, value));
  const register = call('$class', factory.createThis(), factory.createObjectLiteralExpression(properties));
  return factory.createClassStaticBlockDeclaration(factory.createBlock([factory.createExpressionStatement(register)]));
}

/** `object => #a in object ? { a: object.#a } : {}` */
function reader(names: readonly string[]): ts.Expression {
  const { factory } = typescript;
  const empty = factory.createObjectLiteralExpression();
  const [first] = names;
  if (first === undefined) return arrow(['object'], factory.createParenthesizedExpression(empty));
  const present = factory.createBinaryExpression(
    factory.createPrivateIdentifier(`#${first}`),
    typescript.SyntaxKind.InKeyword,
    identifier('object')
  );
  return arrow(
    ['object'],
    factory.createConditionalExpression(present, undefined, fieldsOf(identifier('object'), names), undefined, empty)
  );
}

function fieldsOf(object: ts.Expression, names: readonly string[]): ts.Expression {
  const { factory } = typescript;
  return factory.createObjectLiteralExpression(names.map(name => factory.createPropertyAssignment(text(name), field(object, name))));
}

function field(object: ts.Expression, name: string): ts.Expression {
  return typescript.factory.createPropertyAccessExpression(object, typescript.factory.createPrivateIdentifier(`#${name}`));
}

/** `(object, fields) => { if ("a" in fields) object.#a = fields.a; }` */
function writer(names: readonly string[]): ts.Expression {
  return arrow(['object', 'fields'], assignments(identifier('object'), names));
}

function assignments(object: ts.Expression, names: readonly string[]): ts.Block {
  const { factory } = typescript;
  const statements = names.map(name => {
    const given = factory.createBinaryExpression(text(name), typescript.SyntaxKind.InKeyword, identifier('fields'));
    const assign = factory.createAssignment(field(object, name), property(identifier('fields'), name));
    return factory.createIfStatement(given, factory.createExpressionStatement(assign));
  });
  return factory.createBlock(statements);
}

function staticReader(names: readonly string[]): ts.Expression {
  return arrow([], typescript.factory.createParenthesizedExpression(fieldsOf(typescript.factory.createThis(), names)));
}

function staticWriter(names: readonly string[]): ts.Expression {
  return arrow(['fields'], assignments(typescript.factory.createThis(), names));
}

/** `if ($class.restoring) return;`, after `super()` in a derived class. */
export function constructorGuard(node: ts.ClassLikeDeclaration): ts.Statement {
  const { factory } = typescript;
  const isDerived = node.heritageClauses?.some(({ token }) => token === typescript.SyntaxKind.ExtendsKeyword) ?? false;
  const leave = factory.createReturnStatement();
  const construct = factory.createExpressionStatement(factory.createCallExpression(factory.createSuper(), undefined, []));
  return factory.createIfStatement(restoring(), isDerived ? factory.createBlock([construct, leave]) : leave);
}

/** `$class.restoring ? undefined : value` */
export function unlessRestoring(value: ts.Expression): ts.Expression {
  return typescript.factory.createConditionalExpression(restoring(), undefined, typescript.factory.createVoidZero(), undefined, value);
}

function restoring(): ts.Expression {
  return property(identifier('$class'), 'restoring');
}
