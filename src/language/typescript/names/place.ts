import type ts from 'typescript';

/** The names that a block, function or class declares, inside those around it. */
export interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent: Scope | null;
}

/** Where in a cell a node stands. */
export interface Place {
  readonly scope: Scope | null;
  /** Inside a function: evaluated when it is called, if ever. */
  readonly deferred: boolean;
  /** Inside a branch or a loop: perhaps not evaluated. */
  readonly conditional: boolean;
  /** The function around it: `await` may stand at the top level and in async functions only. */
  readonly inside: 'cell' | 'async' | 'sync';
}

/** The top level of a cell. */
export const topLevel: Place = { scope: null, deferred: false, conditional: false, inside: 'cell' };

/** The same place with a new innermost scope. */
export function within(place: Place, names: Iterable<string | ts.Identifier>): Place {
  return {
    ...place,
    scope: { names: new Set([...names].map(name => (typeof name === 'string' ? name : name.text))), parent: place.scope }
  };
}

/** The same place, perhaps not reached. */
export function perhaps(place: Place): Place {
  return place.conditional ? place : { ...place, conditional: true };
}

/** The innermost block, function or class around the place that declares the name; null for a top-level name or a global. */
export function declaringScope(name: string, place: Place): Scope | null {
  let scope = place.scope;
  while (scope !== null && !scope.names.has(name)) scope = scope.parent;
  return scope;
}

/** How a name is used: `update` reads and assigns (`x++`); `typeof` only asks, and a name that is not there is no error. */
export type Access = 'read' | 'write' | 'update' | 'typeof';

/** What a walk through a cell reports. */
export interface Listener {
  /** An identifier that is evaluated or assigned or declares a variable, in any scope. */
  identifier(node: ts.Identifier, access: Access, place: Place): void;
  /** An identifier in a type. */
  typeName(node: ts.Identifier): void;
  /** The object that this variable holds may be changed in place. Told before `identifier`. */
  mutation(root: ts.Identifier): void;
  /** The names that a declaration binds hold parts of what these variables hold. Told before `identifier`. */
  alias(name: ts.BindingName, roots: readonly ts.Identifier[]): void;
  /** Something that is no valid JavaScript though it parses. */
  mistake(node: ts.Node, message: string): void;
}

/** Walks through a node, telling its listener. */
export interface Walker extends Listener {
  walk(node: ts.Node, place: Place): void;
}

/** Says how to walk through nodes of a kind. */
export type On = <N extends ts.Node>(kind: N['kind'], visitor: (node: N, place: Place, walker: Walker) => void) => void;
