import type { Proposal } from '../graph/propose-steps';
import type { Notebook } from '../notebook/cell';
import { styled, type Terminal } from './terminal';

/** Proposals as a table: position, tag, the cell's first line of code, why. */
export function formatProposals(proposals: readonly Proposal[], notebook: Notebook, terminal: Terminal): string {
  const tagWidth = Math.max(4, ...proposals.map(({ tag }) => (tag ?? '–').length));
  const sourceWidth = Math.max(24, Math.min(48, terminal.width - tagWidth - 48));
  const rows = proposals.map(({ index, tag, why }) => {
    const source = fitted(firstLine(notebook.cells[index]?.source ?? ''), sourceWidth);
    const shown = (tag ?? '–').padEnd(tagWidth);
    return `${String(index + 1).padStart(4)}  ${tag === null ? styled('dim', shown, terminal) : styled('bold', shown, terminal)}  ${source}  ${styled('dim', why, terminal)}`;
  });
  const head = styled('dim', `${'cell'}  ${'tag'.padEnd(tagWidth)}  ${'source'.padEnd(sourceWidth)}  why`, terminal);
  return `${[head, ...rows].join('\n')}\n`;
}

function firstLine(source: string): string {
  const lines = source.split('\n').map(line => line.trim());
  return lines.find(line => line !== '' && !line.startsWith('//')) ?? lines[0] ?? '';
}

function fitted(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
