/**
 * The code of a notebook as a task runs it.
 *
 * Names. Every top-level name of any cell becomes a property of the scope object `$` (`x` -> `$.x`), shared by all cells, as tslab's
 * `exports` is. A name that cell 3 declares, that a function or class of cell 3 refers to, and that another cell declares or assigns
 * again is *contested*: inside cell 3 it is `$3.x`, cell 3's own frame, and assigning it there assigns `$.x` too (tslab: a function does
 * not see a later cell's re-declaration). The runtime makes `$3.x` an accessor, so the code just says `$3.x = 1`.
 *
 * Wrapping. A body or part is the body of a *sloppy* `async function` (strict where `CellCode.strict` says so), a definition's expression is
 * an expression; both may use only `ambientNames`, the frame of their own cell (`frameName`) and JavaScript's and node's globals. A body also
 * uses the variable `$result`.
 * So a wrapper is `(async function ($, $3, $require, …) { var $result; <body>` newline `return $result; })`, called with `this` undefined.
 * Local names of the user's that would hide one of these are renamed, so that the code always means the runtime's.
 */
export interface NotebookCode {
  readonly cells: readonly CellCode[];
}

/** The package that a notebook imports its flow's functions from. What it keeps for itself, as a step's card, is each task's own. */
export const ownPackage = 'headwater';

/**
 * The names that code is given:
 * - `$`: the scope of all cells;
 * - `$require(specifier)`: a CommonJS `require` that resolves from the notebook's folder (for an ES-module-only package its namespace);
 * - `$import(specifier)`: `import()`; a promise of `$star($require(specifier))`, or of the namespace of an ES module;
 * - `$star(module)`, `$default(module)`: TypeScript's `esModuleInterop`: `import * as ns` is `$star(m)`, `import d` is `$default(m).default`;
 * - `$define(name, value)`: remembers that `value` is what this cell's definition of `name` made, returns it; used as `$.f = $define("f", …)`;
 * - `$making(name)`: this cell is about to make the definition `name`, whose `madeOf` is not empty: their values are kept as they are now;
 * - `$bind(name, getter)`: makes `name` of this cell (both `$` and the cell's frame) an import, read through `getter` each time;
 * - `$class(ctor, access)`: a class with `#private` fields registers how to reach them (see `PrivateAccess`), in its first static block;
 *   `$class.restoring` is true while the runtime makes an instance whose fields it will write itself: constructors then do nothing;
 * - `$eval(text, names)`: looks at what a direct `eval` is given in a cell that declares these names, returns it: `eval($eval(text, ["a"]))`;
 * - `$param(name, literal)`: the value of a parameter: the given one, or else its default; used as `$.rate = $param("rate", 0.1)`;
 * - `$item`, `$index`: `ForeachCode.item` only; `$items`: `ForeachCode.join` only.
 */
export const ambientNames = [
  '$',
  '$require',
  '$import',
  '$star',
  '$default',
  '$define',
  '$making',
  '$bind',
  '$class',
  '$eval',
  '$param',
  '$item',
  '$index',
  '$items'
] as const;

/** Name of a cell's frame, which holds its contested names: `$3` for the cell at index 3. */
export function frameName(index: number): string {
  return `$${index}`;
}

/** What a class with `#private` fields hands to `$class`. Methods and accessors are left out; names come without `#`. */
export interface PrivateAccess {
  /** The private fields of this class on the object; `{}` when it has none of them. */
  readonly read: (object: object) => Record<string, unknown>;
  /** Assigns those of the fields that are given. */
  readonly write: (object: object, fields: Readonly<Record<string, unknown>>) => void;
  readonly readStatic: () => Record<string, unknown>;
  readonly writeStatic: (fields: Readonly<Record<string, unknown>>) => void;
}

/** One cell as JavaScript. */
export interface CellCode {
  readonly cell: string;
  /** Position in the notebook; names the frame `$<index>`. */
  readonly index: number;
  /**
   * Body of an async function: imports (`$bind`) and function declarations first, then the statements in order; a `foreach` runs in place.
   * The value of a last expression statement is left in `$result = …` (a variable that the wrapper declares) for display.
   */
  readonly body: string;
  /** The names that this cell declares or defines (they start as `undefined` when the cell runs, as in tslab). */
  readonly declares: readonly string[];
  /** Names that live in this cell's own frame. */
  readonly contested: readonly string[];
  /** Those of `declares` that a function of the cell may read before their line has run: until then, reading them is a ReferenceError. */
  readonly guarded: readonly string[];
  /** It begins with `'use strict'`: its body and its definitions run in strict mode. */
  readonly strict: boolean;
  readonly definitions: readonly DefinitionCode[];
  /** Set when the cell holds a top-level `foreach`. */
  readonly foreach: ForeachCode | null;
  /** VLQ mappings from `body` to the cell's source (no names); decoded only to place an error. */
  readonly map: string;
}

/** A definition as an expression, to make it again in any task without running its cell. */
export interface DefinitionCode {
  readonly name: string;
  readonly kind: 'import' | 'function' | 'class' | 'enum' | 'namespace';
  /** JavaScript expression that makes it, e.g. `(function f(a) { return a + $.b; })`; for imports the expression `$require("m").x`. */
  readonly expression: string;
  /**
   * Variables whose values the expression uses when it runs (`class A extends $.B`), `x` for `$.x` and `x@3` for `$3.x`: when it is made
   * again, they must be what they were. Empty for functions and imports.
   */
  readonly madeOf: readonly string[];
  /** Module specifier for imports, else null. The runtime loads an ES-module-only one ahead, asynchronously. */
  readonly module: string | null;
  /** VLQ mappings from `expression` to the cell's source; empty for imports. */
  readonly map: string;
}

/**
 * A cell's top-level foreach in three parts, each the body of an async function over the same names as `CellCode.body`.
 * The cell's imports and function declarations are bound by `split`; `item` and `join` find them in the scope.
 */
export interface ForeachCode {
  /** Hoisted definitions, the statements before the call, then `return <items>`. */
  readonly split: string;
  /** `return (<callback>)($item, $index)`; `$item` and `$index` are given. */
  readonly item: string;
  /** `<binding> = $items` (`$items` holds the results in item order), then the statements after the call; leaves `$result` like a body. */
  readonly join: string;
  readonly splitMap: string;
  readonly itemMap: string;
  readonly joinMap: string;
}
