import type { AnyNode, Expression, Property } from 'acorn';
import { findFreeNames, type FreeNames } from './free-names';

/** A function's text as an expression that makes it, and the names it takes from around it. */
export interface FunctionText extends FreeNames {
  readonly expression: string;
  /** The `name` that a function made from the expression has. */
  readonly ownName: string;
}

/** The key that a method gets in its expression; its real name is told apart. */
const methodKey = 'm';

const cache = new Map<string, FunctionText | null>();

/** Analyses what `Function.prototype.toString` gave; null when it is no text of an ordinary function. */
export function readFunctionText(source: string): FunctionText | null {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const text = analyse(source);
  cache.set(source, text);
  return text;
}

function analyse(source: string): FunctionText | null {
  const whole = parse(`(${source})`);
  if (whole !== null) return describe(whole, source);
  const method = parse(`({${source}})`);
  if (method?.type !== 'ObjectExpression') return null;
  const [property] = method.properties;
  return property?.type === 'Property' && method.properties.length === 1 ? describeMethod(property, source) : null;
}

function describe(node: Expression, source: string): FunctionText | null {
  const method = methodInside(node);
  if (method !== null)
    return {
      expression: source,
      ownName: method.kind === 'init' ? methodKey : `${method.kind} ${methodKey}`,
      ...findFreeNames(method.value)
    };
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return null;
  const ownName = node.type === 'FunctionExpression' ? (node.id?.name ?? '') : '';
  return { expression: source, ownName, ...findFreeNames(node) };
}

/** The method in an expression that `describeMethod` made. */
function methodInside(node: Expression): Property | null {
  const maker = node.type === 'MemberExpression' ? node.object : node;
  const object = maker.type === 'CallExpression' ? maker.arguments[0] : maker;
  const [property] = object?.type === 'ObjectExpression' && node.type === 'MemberExpression' ? object.properties : [];
  return property?.type === 'Property' ? property : null;
}

/** A method, getter or setter is taken out of an object made for it. `property` was parsed with two characters before the source. */
function describeMethod(property: Property, source: string): FunctionText {
  const start =
    property.key.start -
    2 -
    (property.computed ? source.slice(0, property.key.start - 2).length - source.lastIndexOf('[', property.key.start - 2) : 0);
  const end = property.computed ? source.indexOf(']', property.key.end - 2) + 1 : property.key.end - 2;
  const object = `{ ${source.slice(0, start)}${methodKey}${source.slice(end)} }`;
  const free = findFreeNames(property.value);
  if (property.kind === 'init') return { expression: `(${object}).${methodKey}`, ownName: methodKey, ...free };
  const expression = `Object.getOwnPropertyDescriptor(${object}, '${methodKey}').${property.kind}`;
  return { expression, ownName: `${property.kind} ${methodKey}`, ...free };
}

function parse(text: string): Expression | null {
  const acorn = require('acorn') as typeof import('acorn');
  try {
    const program = acorn.parse(text, {
      ecmaVersion: 'latest',
      allowReserved: true,
      allowAwaitOutsideFunction: true,
      allowSuperOutsideMethod: true
    });
    const [statement] = program.body as AnyNode[];
    return statement?.type === 'ExpressionStatement' ? statement.expression : null;
  } catch {
    return null;
  }
}
