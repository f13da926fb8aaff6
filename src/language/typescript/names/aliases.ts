import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { boundIdentifiers } from './declared-names';
import { chainRoots, withoutTypes } from './expressions';
import type { Scope } from './place';

/**
 * Local names for a part of what another variable holds: `const row = rows[0]`, `for (const row of rows)`, `rows.forEach(row => …)`.
 * Changing what they hold changes the other variable's object.
 */
export class Aliases {
  private readonly rootsByDeclaration = new Map<ts.Identifier, readonly ts.Identifier[]>();
  private readonly rootsByName = new Map<Scope, Map<string, readonly ts.Identifier[]>>();
  private readonly scopes = new Map<ts.Identifier, Scope>();
  private readonly changed: ts.Identifier[] = [];

  /** The variables that a declaration binds are parts of what these variables hold. */
  declare(name: ts.BindingName, roots: readonly ts.Identifier[]): void {
    if (roots.length > 0) for (const node of boundIdentifiers(name)) this.rootsByDeclaration.set(node, roots);
  }

  /** An identifier of a name that `scope` declares; `changes` when the object that it holds is changed. */
  local(node: ts.Identifier, scope: Scope, changes: boolean): void {
    this.scopes.set(node, scope);
    if (changes) this.changed.push(node);
    const roots = this.rootsByDeclaration.get(node);
    if (roots === undefined) return;
    const names = this.rootsByName.get(scope) ?? new Map<string, readonly ts.Identifier[]>();
    this.rootsByName.set(scope, names.set(node.text, roots));
  }

  /** The identifiers whose objects are changed through local names, names of the cell among them. */
  changedRoots(): ReadonlySet<ts.Identifier> {
    const found = new Set<ts.Identifier>(this.changed);
    for (const node of found) {
      const scope = this.scopes.get(node);
      for (const root of (scope === undefined ? undefined : this.rootsByName.get(scope)?.get(node.text)) ?? []) found.add(root);
    }
    return found;
  }
}

const overElements = new Set(['forEach', 'map', 'filter', 'flatMap', 'find', 'findLast', 'findIndex', 'some', 'every']);

/** The parameter that stands for an element in `rows.forEach(row => …)` with the variables that hold the array; null for other calls. */
export function elementParameter(call: ts.CallExpression): readonly [ts.BindingName, readonly ts.Identifier[]] | null {
  const callee = withoutTypes(call.expression);
  const [callback] = call.arguments;
  if (!typescript.isPropertyAccessExpression(callee) || !overElements.has(callee.name.text) || callback === undefined) return null;
  if (!typescript.isArrowFunction(callback) && !typescript.isFunctionExpression(callback)) return null;
  const [parameter] = callback.parameters;
  return parameter === undefined ? null : [parameter.name, chainRoots(callee.expression)];
}
