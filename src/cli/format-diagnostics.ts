import type { Diagnostic, Severity, SourceRange } from '../diagnostic';
import type { Cell, Notebook } from '../notebook/cell';
import { styled, type Terminal } from './terminal';

/**
 * Diagnostics as text: the message, the place with the source line and a caret under the range, what to do; a blank line between two.
 * Errors first, then warnings, then the rest; inside each in the given order.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], notebook: Notebook, terminal: Terminal): string {
  const cells = new Map(notebook.cells.map(cell => [cell.id, cell]));
  return [...diagnostics]
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .map(each => formatDiagnostic(each, each.cell === null ? undefined : cells.get(each.cell), terminal))
    .join('\n');
}

/** `2 errors, 1 warning`; empty when there is nothing to count. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return order
    .map(severity => ({ severity, count: diagnostics.filter(each => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${plural(severity, count)}`)
    .join(', ');
}

const order: readonly Severity[] = ['error', 'warning', 'info'];
const colors = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function plural(severity: Severity, count: number): string {
  if (severity === 'info') return count === 1 ? 'note' : 'notes';
  return count === 1 ? severity : `${severity}s`;
}

function formatDiagnostic(diagnostic: Diagnostic, cell: Cell | undefined, terminal: Terminal): string {
  const { code, severity, message, hint, range } = diagnostic;
  const label = styled([colors[severity], 'bold'], `${severity === 'info' ? 'note' : severity} ${code}`, terminal);
  const lines = [`${label}  ${message}`];
  if (cell !== undefined) lines.push(...excerpt(cell, range, colors[severity], terminal));
  lines.push(`  ${styled('cyan', '→', terminal)} ${hint}`);
  return `${lines.join('\n')}\n`;
}

function excerpt(cell: Cell, range: SourceRange | null, color: 'red' | 'yellow' | 'cyan', terminal: Terminal): string[] {
  const source = cell.source.split(/\r?\n/);
  const at = range?.startLine ?? source.findIndex(line => line.trim() !== '');
  const text = source[at];
  const place = `  cell ${cell.index + 1}${range === null ? '' : `, line ${range.startLine + 1}`}`;
  if (text === undefined) return [styled('dim', place, terminal)];
  const number = String(at + 1);
  const { shown, column, length } = window(text, range, terminal.width - number.length - 7);
  const lines = [styled('dim', place, terminal), `  ${styled('dim', `${number} │`, terminal)} ${shown}`];
  if (range !== null)
    lines.push(
      `  ${' '.repeat(number.length)} ${styled('dim', '│', terminal)} ${' '.repeat(column)}${styled(color, '^'.repeat(length), terminal)}`
    );
  return lines;
}

/** The part of a line that fits the terminal, with the range inside it; tabs become spaces so that the caret stays below. */
function window(line: string, range: SourceRange | null, width: number): { shown: string; column: number; length: number } {
  const start = range?.startColumn ?? 0;
  const end = range !== null && range.endLine === range.startLine ? range.endColumn : line.length;
  const flat = line.replace(/\t/g, ' ');
  const from = start > width * 0.7 ? start - Math.floor(width / 3) : 0;
  const shown = `${from > 0 ? '…' : ''}${flat.slice(from, from + width - 2)}${flat.length > from + width - 2 ? '…' : ''}`;
  const column = start - from + (from > 0 ? 1 : 0);
  return { shown, column, length: Math.max(1, Math.min(end - start, shown.length - column)) };
}
