import type ts from 'typescript';
import { typescript } from '../load-typescript';

/**
 * Where arrow functions use the `this` of the function or class field around them. There it becomes the variable `$this`, so that who
 * stores an arrow function with its captured variables has its `this` too.
 */
export interface ThisCaptures {
  /** The `this` keywords to replace. */
  readonly uses: ReadonlySet<ts.Node>;
  /** The functions and class fields that must provide `$this`. */
  readonly owners: ReadonlySet<ts.Node>;
}

type Owner = ts.FunctionLikeDeclaration | ts.PropertyDeclaration;

interface Around {
  readonly owner: Owner | null;
  readonly inArrow: boolean;
  /** Directly in a class that extends another. */
  readonly derived: boolean;
}

const outside: Around = { owner: null, inArrow: false, derived: false };

/** Finds the uses of `this` in arrow functions; those in parameters and in constructors of derived classes stay as they are. */
export function thisCaptures(file: ts.SourceFile): ThisCaptures {
  const uses = new Set<ts.Node>();
  const owners = new Set<ts.Node>();
  const visit = (node: ts.Node, around: Around): void => {
    if (node.kind === typescript.SyntaxKind.ThisKeyword) {
      if (!around.inArrow || around.owner === null) return;
      uses.add(node);
      owners.add(around.owner);
    } else typescript.forEachChild(node, child => visit(child, aroundChild(node, child, around)));
  };
  visit(file, outside);
  return { uses, owners };
}

function aroundChild(node: ts.Node, child: ts.Node, around: Around): Around {
  if (typescript.isArrowFunction(node)) return { ...around, inArrow: true };
  if (typescript.isClassLike(node)) return { ...around, derived: isDerived(node) };
  if (typescript.isClassStaticBlockDeclaration(node)) return outside;
  if (typescript.isPropertyDeclaration(node)) return child === node.initializer ? { ...outside, owner: node } : around;
  if (!isOrdinaryFunction(node)) return around;
  if (typescript.isParameter(child)) return outside;
  return child === node.body ? { ...outside, owner: hasNoThisAtFirst(node, around) ? null : node } : around;
}

function isOrdinaryFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return typescript.isFunctionLike(node) && 'body' in node;
}

/** A constructor of a derived class has no `this` before `super()`. */
function hasNoThisAtFirst(node: ts.FunctionLikeDeclaration, around: Around): boolean {
  return typescript.isConstructorDeclaration(node) && around.derived;
}

function isDerived(node: ts.ClassLikeDeclaration): boolean {
  return node.heritageClauses?.some(({ token }) => token === typescript.SyntaxKind.ExtendsKeyword) ?? false;
}
