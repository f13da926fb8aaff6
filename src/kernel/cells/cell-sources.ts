import type { Diagnostic } from 'tslab/dist/converter';
import { originalPlace, type Place } from '../../task/failure/source-map';

/** A cell as it was sent, and how its compiled code leads back to it. */
interface CellSource {
  readonly lines: readonly string[];
  /** `mappings` of source maps from the compiled code back to the cell, in the order in which they are to be followed. */
  readonly mappings: readonly string[];
}

/** tslab's compiler puts one line before each cell. */
const linesBefore = 1;

/** The cells that have run, by the name that their code has in stack traces: `In[3]`. */
export class CellSources {
  private readonly cells = new Map<string, CellSource>();

  keep(name: string, source: string, mappings: readonly string[]): void {
    this.cells.set(name, { lines: source.split('\n'), mappings });
  }

  /** Replaces places of compiled code by those in the cells, and leaves out what belongs to the kernel: `at f (In[3]:2:7)`. */
  traced(text: string): string[] {
    const lines: string[] = [];
    for (const line of text.replace(compiledExcerpt, '').split('\n')) {
      const placed = ownFrame.test(line) ? null : this.placed(line);
      if (placed !== null) lines.push(placed);
      // Properties of an error begin behind its last frame.
      else if (line.endsWith(' {')) lines.push(`${lines.pop() ?? ''} {`);
    }
    return lines;
  }

  /** The line of a cell that a stack trace names first, with the lines around it; none when it names no cell. */
  excerpt(traced: readonly string[]): string[] {
    for (const line of traced) {
      const [, name = '', row = '', column = ''] = /(In\[\w+\]):(\d+):(\d+)/.exec(line) ?? [];
      const lines = this.cells.get(name)?.lines;
      if (lines !== undefined) return excerptOf(lines, Number(row) - 1, Number(column) - 1, 1);
    }
    return [];
  }

  /** A text with places of compiled code replaced by those in the cells: `In[3].js:4:7` by `In[3]:2:7`. */
  translated(text: string): string {
    return text.includes('].js:')
      ? text.replace(compiledPlace, (found, name, row, column) => this.placeOf(name, row, column) ?? found)
      : text;
  }

  /** Null for a frame of what the kernel puts around a cell. */
  private placed(line: string): string | null {
    // Functions of earlier cells are called as properties of the object that holds them all.
    const text = this.translated(line).replace(/^(\s+at (?:async )?)Proxy\./, '$1');
    return /^\s+at .*In\[\w+\]\.js:/.test(text) ? null : text;
  }

  private placeOf(name: string, row: string, column: string): string | null {
    const mappings = this.cells.get(name)?.mappings;
    let place: Place | null = mappings === undefined ? null : { line: Number(row) - 1, column: Number(column) - 1 };
    for (const each of mappings ?? []) place = place === null ? null : originalPlace(each, place);
    return place === null ? null : `${name}:${place.line - linesBefore + 1}:${place.column + 1}`;
  }
}

/** What compiled cells are called in stack traces. */
export function compiledName(name: string): string {
  return `${name}.js`;
}

const compiledPlace = /(In\[\w+\])\.js:(\d+):(\d+)/g;

/** Node shows the compiled line before an error that a script has thrown at once. */
const compiledExcerpt = /^In\[\w+\]\.js:\d+\n.*\n\s*\^+\n\n?/;
const ownFrame = /^\s+(?:\.\.\. \d+ lines matching|at .*(?:node:(?:vm|internal)|[\\/]tslab[\\/]dist[\\/]|[\\/]kernel[\\/]program\.js))/;

/** Some lines of a cell with a mark under a place; all count from 0. */
export function excerptOf(lines: readonly string[], line: number, column: number, width: number): string[] {
  const first = Math.max(0, line - 1);
  const digits = String(line + 2).length;
  return lines.slice(first, line + 2).flatMap((text, index) => {
    const at = first + index;
    const numbered = `${at === line ? '>' : ' '} ${String(at + 1).padStart(digits)} | ${text}`;
    const room = Math.max(1, Math.min(width, text.length - column));
    return at === line ? [numbered, `  ${' '.repeat(digits)} | ${' '.repeat(column)}${'^'.repeat(room)}`] : [numbered];
  });
}

/** What the compiler says of one problem: `In[3]:2:7 - TS2322: …`, and the line. */
export function tracedDiagnostic({ start, end, code, messageText, fileName }: Diagnostic, name: string, source: string): string[] {
  const heading = `${fileName ?? name}:${start.line + 1}:${start.character + 1} - TS${code}: ${messageText}`;
  if (fileName !== undefined) return [heading];
  const width = end.line === start.line ? end.character - start.character : 1;
  return [heading, ...excerptOf(source.split('\n'), start.line, start.character, width)];
}
