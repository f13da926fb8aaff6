import type ts from 'typescript';
import { loadCompiler } from './compiler';

/** Where compiled cells find `Checkpoints.pass`. */
const place = "globalThis[Symbol.for('headwater.checkpoint')]";

/** Lets a cell end at its next top-level `await` once it was interrupted: nothing else can end a promise that goes on. */
export class Checkpoints {
  private readonly stopped = new Set<number>();
  private readonly error: () => Error;
  private cell = 0;

  /** `error`: what an interrupted cell throws. */
  constructor(error: () => Error) {
    this.error = error;
    const pass = (cell: number, value: unknown): unknown => {
      if (this.stopped.has(cell)) throw this.error();
      return value;
    };
    Object.defineProperty(globalThis, Symbol.for('headwater.checkpoint'), { value: pass });
  }

  /** Puts a checkpoint behind each `await` of a cell's compiled text that belongs to no function; lines stay where they are. */
  insert(text: string): string {
    const cell = ++this.cell;
    const { createSourceFile, ScriptTarget } = loadCompiler();
    const file = createSourceFile('cell.js', text, ScriptTarget.ES2022, true);
    const edits = awaitsIn(file).flatMap(each => [
      { at: each.getStart(file), text: `${place}(${cell}, ` },
      { at: each.end, text: ')' }
    ]);
    return edits
      .sort((left, right) => right.at - left.at)
      .reduce((done, edit) => done.slice(0, edit.at) + edit.text + done.slice(edit.at), text);
  }

  /** The cell that was compiled last ends at its next checkpoint. */
  stop(): void {
    this.stopped.add(this.cell);
  }
}

function awaitsIn(node: ts.Node): ts.Node[] {
  const { forEachChild, isAwaitExpression, isFunctionLike } = loadCompiler();
  const found: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    if (isFunctionLike(each)) return;
    if (isAwaitExpression(each)) found.push(each);
    forEachChild(each, visit);
  };
  visit(node);
  return found;
}
