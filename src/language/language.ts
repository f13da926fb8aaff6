import type { Diagnostic, SourceRange } from '../diagnostic';
import type { Cell } from '../notebook/cell';
import type { Fix } from '../notebook/fix';
import type { NotebookCode } from './code';

/** Where a name stands in a cell. */
export interface NameUse {
  readonly name: string;
  /** First place in the cell. */
  readonly range: SourceRange;
}

/** What a definition is; every kind travels as source, and never as an artifact. */
export type DefinitionKind = 'import' | 'function' | 'class' | 'enum' | 'namespace' | 'type';

/** A name whose meaning is its source text: re-executed in each task that uses it. */
export interface Definition extends NameUse {
  readonly kind: DefinitionKind;
  /** Top-level names (of any cell, this one included) and globals that its body refers to. */
  readonly reads: readonly string[];
  /** Top-level names that its body assigns when it is called or evaluated. */
  readonly writes: readonly string[];
  /** Top-level names whose objects its body may change in place. */
  readonly mutates: readonly string[];
  /** Module specifier, for imports only. */
  readonly module: string | null;
}

/** The kinds a parameter may have; `object` and `array` are given as JSON on the command line. */
export type ParameterType = 'number' | 'string' | 'boolean' | 'bigint' | 'object' | 'array' | 'null';

/** A literal assignment in the `parameters` cell. */
export interface Parameter extends NameUse {
  readonly cell: string;
  readonly type: ParameterType;
  /** Default as a JSON value; a bigint as its decimal digits. */
  readonly default: unknown;
}

/** `const models = await foreach(rates, rate => …)` at the top level of a cell. */
export interface ForeachCall {
  readonly range: SourceRange;
  /** Names that the result is bound to; empty for a bare call. */
  readonly binds: readonly string[];
  /** Names read by the statements before it in the cell and by its items expression. */
  readonly splitReads: readonly NameUse[];
  readonly splitWrites: readonly NameUse[];
  /** Names that the body reads (definitions included). */
  readonly bodyReads: readonly NameUse[];
  /** Outer names that the body assigns or may change in place: refused. */
  readonly bodyWrites: readonly NameUse[];
}

/** What one code cell defines, reads and writes at its top level, by static analysis. */
export interface CellFacts {
  readonly cell: string;
  readonly index: number;
  readonly definitions: readonly Definition[];
  /**
   * Names that the top level may read before this cell has surely assigned them: other cells' values and definitions, and names that no
   * cell declares (globals, or missing ones). A name that the cell declares is none of them; what its own definitions read is included,
   * where the top level refers to them.
   */
  readonly reads: readonly NameUse[];
  /**
   * Names that it declares as values or assigns (`const x = 1`, `x = 2`, `x++`, destructuring), also through its own definitions. A
   * function or class of a variable is one of them only when it is assigned again.
   */
  readonly writes: readonly NameUse[];
  /** Names whose objects it may change in place (`x.a = 1`, `x.push(1)`, `delete x.a`), also through its own definitions. */
  readonly mutates: readonly NameUse[];
  readonly foreach: ForeachCall | null;
  /** A loop of a step's cell that only appends to this array, one result for each item: a `foreach` certainly gives the same; null without one. */
  readonly appends: NameUse | null;
  /** True when it does nothing but define (no value, no effect): such a cell may be scratch and still serve. */
  readonly onlyDefines: boolean;
  /**
   * True for a scratch cell whose statements certainly do no more than compute and show: they call only what is known to change nothing, and
   * change only what they made themselves. Cells of the flow are not asked.
   */
  readonly quiet: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a language must answer; one implementation each, chosen by the notebook's kernel. */
export interface Language {
  readonly name: string;
  /** Facts of each code cell, in notebook order. Never throws for bad source: a syntax error becomes a diagnostic. */
  analyse(cells: readonly Cell[]): readonly CellFacts[];
  /** What can be done in the source of cells about a diagnostic, best first; often nothing. */
  fixes(diagnostic: Diagnostic, cells: readonly Cell[]): readonly Fix[];
  /** Typed parameters of the `parameters` cell. */
  parameters(cell: Cell): readonly Parameter[];
  /** JavaScript of every code cell, ready for a task. Call it only when `analyse` gave no error. */
  compile(cells: readonly Cell[]): NotebookCode;
}
