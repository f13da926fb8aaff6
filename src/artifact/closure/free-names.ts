import type { AnyNode, Function as FunctionNode, Identifier, Pattern } from 'acorn';

/** What a function's text takes from around it. */
export interface FreeNames {
  /** Names that it uses and does not declare. */
  readonly names: ReadonlySet<string>;
  /** Those of them that it assigns. */
  readonly assigned: ReadonlySet<string>;
  /** `this` of the surroundings (in an arrow function), `super`, `new.target` of the surroundings, or a direct `eval`; null: none. */
  readonly needs: string | null;
}

/** Free names of a function, inner functions included. */
export function findFreeNames(fn: AnyNode): FreeNames {
  const found: Found = { names: new Set(), assigned: new Set(), needs: null };
  const isArrow = fn.type === 'ArrowFunctionExpression';
  visit(fn, { declared: new Set(), parent: null, hasThis: !isArrow }, found);
  return found;
}

interface Found {
  readonly names: Set<string>;
  readonly assigned: Set<string>;
  needs: string | null;
}

/** Names that are declared at a place, out to the function's own. */
interface Scope {
  readonly declared: Set<string>;
  readonly parent: Scope | null;
  /** `this`, `arguments` and `new.target` are a function's own here. */
  readonly hasThis: boolean;
}

function visit(node: AnyNode, scope: Scope, found: Found): void {
  switch (node.type) {
    case 'Identifier':
      return use(node, scope, found);
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return visitFunction(node, scope, found);
    case 'ThisExpression':
      return need('`this` of its surroundings', !scope.hasThis, found);
    case 'MetaProperty':
      return need('`new.target` of its surroundings', !scope.hasThis && node.meta.name === 'new', found);
    case 'Super':
      return need('`super`', true, found);
    case 'CallExpression':
      need('a direct `eval`', node.callee.type === 'Identifier' && node.callee.name === 'eval', found);
      return visitChildren(node, scope, found);
    case 'AssignmentExpression':
      assign(node.left, scope, found);
      return visitChildren(node, scope, found);
    case 'UpdateExpression':
      assign(node.argument, scope, found);
      return visitChildren(node, scope, found);
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') assign(node.left, scope, found);
      return visitBlock(node, scope, found);
    case 'BlockStatement':
    case 'ForStatement':
    case 'SwitchStatement':
    case 'StaticBlock':
      return visitBlock(node, scope, found);
    case 'CatchClause':
      return visitBlock(node, scope, found, node.param === null || node.param === undefined ? [] : namesIn(node.param));
    case 'ClassExpression':
    case 'ClassDeclaration':
      return visitClass(node, scope, found);
    case 'MemberExpression':
      visit(node.object, scope, found);
      return node.computed ? visit(node.property, scope, found) : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return visitMember(node, scope, found);
    case 'LabeledStatement':
      return visit(node.body, scope, found);
    case 'BreakStatement':
    case 'ContinueStatement':
      return;
    default:
      return visitChildren(node, scope, found);
  }
}

function use({ name }: Identifier, scope: Scope, found: Found): void {
  if (name === 'arguments') return need('`arguments` of its surroundings', !scope.hasThis && !isDeclared(name, scope), found);
  if (!isDeclared(name, scope)) found.names.add(name);
}

function need(what: string, isNeeded: boolean, found: Found): void {
  if (isNeeded) found.needs ??= what;
}

function assign(target: AnyNode, scope: Scope, found: Found): void {
  for (const name of namesIn(target)) if (!isDeclared(name, scope)) found.assigned.add(name);
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.declared.has(name)) return true;
  return false;
}

function visitFunction(fn: FunctionNode & AnyNode, scope: Scope, found: Found): void {
  const isArrow = fn.type === 'ArrowFunctionExpression';
  const own = fn.type === 'FunctionExpression' && fn.id ? [fn.id.name] : [];
  const params = fn.params.flatMap(namesIn);
  const hoisted = fn.body.type === 'BlockStatement' ? [...varNames(fn.body), ...lexicalNames(fn.body.body)] : [];
  const inner = { declared: new Set([...own, ...params, ...hoisted]), parent: scope, hasThis: scope.hasThis || !isArrow };
  for (const param of fn.params) visit(param, inner, found);
  if (fn.body.type === 'BlockStatement') for (const statement of fn.body.body) visit(statement, inner, found);
  else visit(fn.body, inner, found);
}

function visitClass(node: AnyNode & { type: 'ClassExpression' | 'ClassDeclaration' }, scope: Scope, found: Found): void {
  const inner = { declared: new Set(node.id ? [node.id.name] : []), parent: scope, hasThis: scope.hasThis };
  if (node.superClass) visit(node.superClass, inner, found);
  const before = found.needs;
  for (const member of node.body.body) visit(member, { ...inner, hasThis: true }, found);
  // A class's own methods may use `super`.
  if (found.needs === '`super`') found.needs = before;
}

function visitMember(node: AnyNode & { type: 'Property' | 'MethodDefinition' | 'PropertyDefinition' }, scope: Scope, found: Found): void {
  if (node.computed) visit(node.key, scope, found);
  if (node.value) visit(node.value, scope, found);
}

function visitBlock(node: AnyNode, scope: Scope, found: Found, also: readonly string[] = []): void {
  const declared = new Set([...also, ...children(node).flatMap(child => lexicalNames([child])), ...statementsOf(node)]);
  visitChildren(node, { declared, parent: scope, hasThis: scope.hasThis }, found);
}

function statementsOf(node: AnyNode): string[] {
  return node.type === 'SwitchStatement' ? node.cases.flatMap(item => lexicalNames(item.consequent)) : [];
}

function visitChildren(node: AnyNode, scope: Scope, found: Found): void {
  for (const child of children(node)) visit(child, scope, found);
}

/** Names that a pattern binds or assigns. */
function namesIn(pattern: Pattern | AnyNode): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap(item => namesIn(item.type === 'Property' ? item.value : item.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(item => (item === null ? [] : namesIn(item)));
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

/** `let`, `const`, class and function declarations right in a list of statements. */
function lexicalNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap(statement => {
    if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(item => namesIn(item.id));
    const isNamed = statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration';
    return isNamed && statement.id ? [statement.id.name] : [];
  });
}

/** `var` and function declarations anywhere in a function's body, inner functions left out. */
function varNames(node: AnyNode): string[] {
  if (/Function|Class/.test(node.type)) return node.type === 'FunctionDeclaration' && node.id ? [node.id.name] : [];
  const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? node.declarations.flatMap(item => namesIn(item.id)) : [];
  return [...own, ...children(node).flatMap(varNames)];
}

function children(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? (value as unknown[]).filter(isNode) : isNode(value) ? [value] : []
  );
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
