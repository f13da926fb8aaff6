/**
 * The code of a notebook as a task runs it.
 *
 * Names. Every top-level name of any cell becomes a property of the scope object `$` (`x` -> `$.x`), shared by all cells, as tslab's
 * `exports` is. A name that cell 3 declares, that a function or class of cell 3 refers to, and that another cell declares or assigns
 * again is *contested*: inside cell 3 it is `$3.x`, cell 3's own frame, and assigning it there assigns `$.x` too (tslab: a function does
 * not see a later cell's re-declaration). The runtime makes `$3.x` an accessor, so the code just says `$3.x = 1`.
 */
export interface NotebookCode {
  readonly cells: readonly CellCode[];
}

/** One cell as JavaScript. `body` and all other code strings may refer to `$`, `$<index>`, `$require`, `$import`, and node's globals. */
export interface CellCode {
  readonly cell: string;
  /** Position in the notebook; names the frame `$<index>`. */
  readonly index: number;
  /**
   * Body of an async function: hoisted definitions first, then the statements in order. The value of a last expression statement is
   * left in `$result = …` (a variable that the wrapper declares) for display.
   */
  readonly body: string;
  /** The names that this cell declares or defines (they start as `undefined` when the cell runs, as in tslab). */
  readonly declares: readonly string[];
  /** Names that live in this cell's own frame. */
  readonly contested: readonly string[];
  readonly definitions: readonly DefinitionCode[];
  /** Set when the cell holds a top-level `foreach`. */
  readonly foreach: ForeachCode | null;
  /** VLQ mappings from `body` to the cell's source; decoded only to place an error. */
  readonly map: string;
}

/** A definition as an expression. */
export interface DefinitionCode {
  readonly name: string;
  readonly kind: 'import' | 'function' | 'class' | 'enum' | 'namespace';
  /** JavaScript expression that makes it, e.g. `(function f(a) { return a + $.b; })`; for imports the expression `$require("m").x`. */
  readonly expression: string;
  /** Module specifier for imports, else null. The runtime loads an ES-module-only one ahead, asynchronously. */
  readonly module: string | null;
  /** Classes only: JavaScript `(object) => ({'#x': object.#x})`-like access is registered by the class itself through `$class`; see codegen. */
  readonly map: string;
}

/** A cell's top-level foreach in three parts, each the body of an async function over the same names as `CellCode.body`. */
export interface ForeachCode {
  /** Statements before the call, then `return <items>`. */
  readonly split: string;
  /** `return (<callback>)($item, $index)`; `$item` and `$index` are given. */
  readonly item: string;
  /** `<binding> = $items` (`$items` holds the results in item order), then the statements after the call. */
  readonly join: string;
  readonly splitMap: string;
  readonly itemMap: string;
  readonly joinMap: string;
}
