import type ts from 'typescript';
import { ambientNames } from '../../code';
import type { Dialect, ParsedCell } from '../parse-cell';
import { typescript } from '../load-typescript';
import { isErased, varLists, listNames } from './declared-names';
import { outlineOf, type Outline, type TopName, type Unit } from './outline';
import { Aliases } from './aliases';
import { declaringScope, topLevel, within, type Access, type Place, type Walker } from './place';
import { walkerFor } from './walk';
import { walkBinding, walkType } from './walk-bindings';
import { walkEnum, walkNamespace } from './walk-scopes';

/** A use of a name that no function or block of the cell declares: a top-level name of some cell, or a global. */
export interface Reference {
  readonly node: ts.Identifier;
  readonly name: string;
  readonly access: Access;
  /** The object that it holds may be changed in place. */
  readonly mutates: boolean;
  readonly deferred: boolean;
  readonly conditional: boolean;
  /** Name of the cell's definition that it stands in, null for the statements themselves. */
  readonly unit: string | null;
  /** Index of the top-level statement. */
  readonly statement: number;
}

/** A cell as its own source shows it, whatever other cells say. */
export interface ReadCell extends ParsedCell {
  readonly outline: Outline;
  readonly found: Found;
}

/** A cell whose names are resolved. */
export interface CellNames extends ParsedCell {
  readonly dialect: Dialect;
  readonly outline: Outline;
  /** Every name that the cell declares for all cells. */
  readonly declared: ReadonlyMap<string, TopName>;
  readonly references: readonly Reference[];
  /** Identifiers of the user's local names that would hide a name of the runtime. */
  readonly hiding: ReadonlySet<ts.Identifier>;
  readonly typeNames: ReadonlySet<string>;
  readonly mistakes: readonly { readonly node: ts.Node; readonly message: string }[];
}

/** True for a name that belongs to the runtime: see `ambientNames`, `frameName`, and `$this` and `$result` of the generated code. */
export function isRuntimeName(name: string): boolean {
  return runtimeNames.has(name) || /^\$\d+$/.test(name);
}

const runtimeNames = new Set<string>([...ambientNames, '$this', '$result']);

/** Finds what a cell declares and which names it uses. */
export function readCell(parsed: ParsedCell): ReadCell {
  const outline = outlineOf(parsed.file);
  return { ...parsed, outline, found: collect(parsed, outline) };
}

/**
 * Resolves the names of a cell. A `var` in a block or loop stays a variable of the cell, as in tslab, unless a definition uses it or
 * `shareVars` says that the cell's statements will run in several processes.
 */
export function resolveCell({ cell, file, outline, found }: ReadCell, dialect: Dialect, shareVars: boolean): CellNames {
  const vars = nestedVars(file, outline);
  const shared = shareVars || vars.mixed || found.references.some(reference => reference.unit !== null && vars.names.has(reference.name));
  const declared = new Map(outline.names);
  if (shared) for (const [name, node] of vars.names) declared.set(name, { name, node, declaredWith: 'var' });
  const references = shared ? found.references : found.references.filter(({ name }) => !vars.names.has(name));
  return { cell, file, ...found, dialect, outline, declared, references };
}

/** The `var`s of blocks and loops that are not declared at the top level; `mixed` when one list has both sorts. */
function nestedVars(file: ts.SourceFile, outline: Outline): { names: Map<string, ts.Identifier>; mixed: boolean } {
  const lists = varLists(file).map(listNames);
  const names = new Map(lists.flat().flatMap(node => (outline.names.has(node.text) ? [] : [[node.text, node] as const])));
  const mixed = lists.some(list => list.some(({ text }) => names.has(text)) && list.some(({ text }) => outline.names.has(text)));
  return { names, mixed };
}

type Found = Pick<CellNames, 'references' | 'hiding' | 'typeNames' | 'mistakes'>;

function collect(parsed: ParsedCell, outline: Outline): Found {
  const references: Reference[] = [];
  const hiding = new Set<ts.Identifier>();
  const typeNames = new Set<string>();
  const mutated = new Set<ts.Identifier>();
  const aliases = new Aliases();
  const mistakes: { node: ts.Node; message: string }[] = [];
  const declarations = declarationNodes(outline);
  const at = { unit: null as string | null, statement: 0 };
  const walker = walkerFor({
    identifier: (node, access, place) => {
      const name = node.text;
      const scope = declaringScope(name, place);
      if (scope !== null) {
        aliases.local(node, scope, mutated.has(node));
        if (isRuntimeName(name)) hiding.add(node);
      } else if (!declarations.has(node)) {
        const { deferred, conditional } = place;
        references.push({ node, name, access, mutates: mutated.has(node), deferred, conditional, ...at });
      }
    },
    typeName: node => typeNames.add(node.text),
    mutation: root => mutated.add(root),
    alias: (name, roots) => aliases.declare(name, roots),
    mistake: (node, message) => mistakes.push({ node, message })
  });
  const place = outline.locals.size === 0 ? topLevel : within(topLevel, outline.locals);
  parsed.file.statements.forEach((statement, index) => {
    at.statement = index;
    walkStatement(statement, { outline, walker, place, inUnit: unit => (at.unit = unit) });
  });
  const changed = aliases.changedRoots();
  return {
    references: references.map(reference => (changed.has(reference.node) ? { ...reference, mutates: true } : reference)),
    hiding,
    typeNames,
    mistakes
  };
}

/** The identifiers by which definitions are declared: no assignments. */
function declarationNodes(outline: Outline): Set<ts.Node> {
  const units = [...outline.units.values()];
  return new Set(units.flatMap(unit => [unit.node, ...unit.parts.flatMap(part => ('name' in part ? [part.name as ts.Node] : []))]));
}

interface StatementWalk {
  readonly outline: Outline;
  readonly walker: Walker;
  readonly place: Place;
  readonly inUnit: (name: string | null) => void;
}

function walkStatement(statement: ts.Statement, walk: StatementWalk): void {
  const unit = [...walk.outline.units.values()].find(({ parts }) => parts.includes(statement));
  if (unit !== undefined) {
    walk.inUnit(unit.name);
    walkPart(statement, unit, walk);
    walk.inUnit(null);
  } else if (typescript.isVariableStatement(statement) && !isErased(statement)) {
    for (const declaration of statement.declarationList.declarations) walkVariable(declaration, walk);
  } else walk.walker.walk(statement, walk.place);
}

/** Declarations that merge see each other under their own name. */
function walkPart(statement: ts.Statement, unit: Unit, { walker, place }: StatementWalk): void {
  const inner = mergesParts(unit) ? within(place, [unit.name]) : place;
  if (typescript.isEnumDeclaration(statement)) walkEnum(statement, unit.parts, inner, walker);
  else if (typescript.isModuleDeclaration(statement)) walkNamespace(statement, unit.parts, inner, walker);
  else walker.walk(statement, inner);
}

/** True for a definition that is more than one function or class: it is made by running its declarations. */
export function mergesParts(unit: Unit): boolean {
  const [only, second] = unit.parts;
  if (only === undefined) return false;
  return second !== undefined || !(typescript.isFunctionDeclaration(only) || (typescript.isClassDeclaration(only) && !isDecorated(only)));
}

/** TypeScript's own decorators work on class declarations only. */
function isDecorated(node: ts.Node): boolean {
  if (typescript.canHaveDecorators(node) && (typescript.getDecorators(node)?.length ?? 0) > 0) return true;
  if (typescript.isClassDeclaration(node)) return node.members.some(isDecorated);
  return (typescript.isMethodDeclaration(node) || typescript.isConstructorDeclaration(node)) && node.parameters.some(isDecorated);
}

function walkVariable(declaration: ts.VariableDeclaration, { outline, walker, place, inUnit }: StatementWalk): void {
  const unit = typescript.isIdentifier(declaration.name) ? outline.units.get(declaration.name.text) : undefined;
  const defines = unit !== undefined && unit.initializer !== null && unit.initializer === declaration.initializer;
  if (declaration.type !== undefined) walkType(declaration.type, walker);
  walkBinding(declaration.name, place, walker);
  if (defines) inUnit(unit.name);
  if (declaration.initializer !== undefined) walker.walk(declaration.initializer, place);
  inUnit(null);
}
