import { compileFunction } from 'node:vm';
import { ambientNames, frameName, type CellCode, type NotebookCode } from '../../language/code';

/** What code of a cell is given, by name: the ambient names and the frames. */
export type Ambient = Readonly<Record<string, unknown>>;

/** How a body ends: `result` leaves the value for display, `value` returns one itself. */
export type BodyKind = 'result' | 'value';

/** File name under which a piece of a cell's code is compiled, so that a stack can be traced back: `cell:3/body`, `cell:3/definition/f`. */
export function pieceName(cell: number, piece: string): string {
  return `cell:${cell}/${piece}`;
}

/** Runs a cell's body or part. The promise gives `{ $result }`, or the value that the part returns. */
export async function runBody(cell: CellCode, piece: string, body: string, kind: BodyKind, ambient: Ambient): Promise<unknown> {
  const prefix = `return (async function () { ${directive(cell)}var $result; `;
  const suffix = kind === 'result' ? '\nreturn { $result }; });' : '\n});';
  const make = compilePiece(cell, piece, prefix, `${body}${suffix}`);
  const run = make(ambient) as () => Promise<unknown>;
  return await run.call(undefined);
}

/** Evaluates an expression of a cell. */
export function evaluateExpression(cell: CellCode, piece: string, expression: string, ambient: Ambient): unknown {
  return compilePiece(cell, piece, `${directive(cell)}return (`, `${expression}\n);`)(ambient);
}

/**
 * Makes a function again from its source text; free names are looked up in `captured` first, then among the ambient names.
 * Functions made with one `captured` object share its variables, as closures of one scope do.
 */
export function compileFunctionText(source: string, captured: Readonly<Record<string, unknown>>, ambient: Ambient): unknown {
  const names = Object.keys(ambient);
  const outer = compileFunction(`with ($captured) { return (${asExpression(source)}\n); }`, [...names, '$captured'], {
    filename: 'function'
  });
  return Reflect.apply(outer, captured['this'], [...names.map(name => ambient[name]), captured]);
}

/** The names that any code of the notebook may use. */
export function allAmbientNames(code: NotebookCode): readonly string[] {
  return [...ambientNames, ...code.cells.map(cell => frameName(cell.index))];
}

function directive({ strict }: CellCode): string {
  return strict ? "'use strict'; " : '';
}

function compilePiece(cell: CellCode, piece: string, prefix: string, source: string): (ambient: Ambient) => unknown {
  const names = [...ambientNames, frameName(cell.index)];
  const compiled = compileFunction(prefix + source, names, { filename: pieceName(cell.index, piece), columnOffset: -prefix.length });
  return ambient =>
    Reflect.apply(
      compiled,
      undefined,
      names.map(name => ambient[name])
    ) as unknown;
}

/** A method's text (`add(x) { … }`, `async *items() { … }`) is no expression by itself; inside an object literal it is. */
function asExpression(source: string): string {
  if (isExpression(source)) return source;
  return `Object.values({ ${source} })[0]`;
}

function isExpression(source: string): boolean {
  try {
    compileFunction(`return (${source}\n);`);
    return true;
  } catch {
    return false;
  }
}
