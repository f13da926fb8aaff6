import path from 'node:path';
import type { CellCode, NotebookCode } from '../../language/code';
import { isHeadwaterError } from '../../errors';
import type { SourceRange } from '../../diagnostic';
import type { TaskError } from '../protocol';
import { originalPlace, type Place } from './source-map';

/**
 * What a thrown value says, for the record: the stack's frames in cells as `cell <id>:line:column` (from 1), the engine's own left out.
 * `running`: id of the cell that was running, for a thrown value that has no stack; null when none was.
 */
export function describeFailure(thrown: unknown, code: NotebookCode, running: string | null): TaskError {
  try {
    return describe(thrown, code, running);
  } catch {
    // A thrown proxy or a getter of it may throw again: what matters is that the failure is reported.
    return describe(new Error('The thrown value cannot be read.'), code, running);
  }
}

function describe(thrown: unknown, code: NotebookCode, running: string | null): TaskError {
  const frames = framesOf(thrown, code);
  const first = frames.find(frame => frame.cell !== null);
  const refused = isHeadwaterError(thrown);
  return {
    code: refused ? thrown.code : 'HW200',
    type: typeName(thrown),
    message: messageOf(thrown),
    hint: refused ? thrown.hint : 'Look at the place in the cell that the stack names; the values it read are in the run.',
    about: refused ? thrown.about : null,
    cell: (refused ? thrown.cell : null) ?? first?.cell ?? running,
    range: first?.range ?? null,
    stack: [headOf(thrown), ...(refused && !first ? [] : frames.map(frame => frame.text)), ...causesOf(thrown, code, 3)].join('\n')
  };
}

/** The chain of `cause`s of a user's error, each with its stack. */
function causesOf(thrown: unknown, code: NotebookCode, depth: number): string[] {
  if (!(thrown instanceof Error) || isHeadwaterError(thrown) || thrown.cause === undefined || depth === 0) return [];
  const { cause } = thrown;
  return [`Caused by ${headOf(cause)}`, ...framesOf(cause, code).map(frame => frame.text), ...causesOf(cause, code, depth - 1)];
}

interface Frame {
  readonly text: string;
  readonly cell: string | null;
  readonly range: SourceRange | null;
}

function typeName(thrown: unknown): string {
  if (thrown === null) return 'null';
  if (typeof thrown !== 'object') return typeof thrown;
  const constructor: unknown = thrown.constructor;
  return typeof constructor === 'function' && constructor.name ? constructor.name : 'Object';
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return String(thrown.message);
  try {
    return typeof thrown === 'object' && thrown !== null ? (JSON.stringify(thrown) ?? String(thrown)) : String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}

function headOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `Thrown: ${messageOf(thrown)}`;
}

function framesOf(thrown: unknown, code: NotebookCode): Frame[] {
  const stack: unknown = thrown instanceof Error ? thrown.stack : null;
  if (typeof stack !== 'string') return [];
  const lines = stack.split('\n').filter(line => /^\s+at /.test(line) && !isOwn(line));
  return lines.map(line => frameOf(line, code)).concat(syntaxFrame(stack, code));
}

const programFolder = path.dirname(process.argv[1] ?? __filename);

/** Frames of this program's own files say nothing to the user. */
function isOwn(line: string): boolean {
  return line.includes(programFolder) || line.includes('node:internal') || line.includes('(node:vm');
}

const pieceInStack = /cell:(\d+)\/([^\s():]+):(\d+):(\d+)/;

function frameOf(line: string, code: NotebookCode): Frame {
  const match = pieceInStack.exec(line);
  const cell = match && code.cells.find(each => each.index === Number(match[1]));
  if (!match || !cell) return { text: line, cell: null, range: null };
  const place = originalPlace(mapOf(cell, match[2] ?? ''), { line: Number(match[3]) - 1, column: Number(match[4]) - 1 });
  if (place === null) return { text: line.replace(match[0], `cell ${cell.cell}`), cell: cell.cell, range: null };
  return {
    text: line.replace(match[0], `cell ${cell.cell}:${place.line + 1}:${place.column + 1}`),
    cell: cell.cell,
    range: rangeAt(place)
  };
}

/** A syntax error at run time has its place before the message, in no frame. */
function syntaxFrame(stack: string, code: NotebookCode): Frame[] {
  const match = /^cell:(\d+)\//.exec(stack);
  const cell = match && code.cells.find(each => each.index === Number(match[1]));
  return cell ? [{ text: `    at cell ${cell.cell}`, cell: cell.cell, range: null }] : [];
}

function mapOf(cell: CellCode, piece: string): string {
  if (piece === 'body') return cell.map;
  if (piece === 'split') return cell.foreach?.splitMap ?? '';
  if (piece === 'item') return cell.foreach?.itemMap ?? '';
  if (piece === 'join') return cell.foreach?.joinMap ?? '';
  return cell.definitions.findLast(each => `definition/${each.name}` === piece)?.map ?? '';
}

function rangeAt({ line, column }: Place): SourceRange {
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 };
}
