import type { Cell } from './comparison';
import { numberText } from './number-text';
import type { Finding } from './run-facts';

/** What a finding is in a table; null for what has no place in one. `inNumbers`: its column is one of numbers, so a text says what it is. */
export function cellOf(finding: Finding | undefined, inNumbers: boolean): Cell {
  const number = finding === undefined ? null : numberOf(finding);
  if (finding === undefined) return null;
  if (number !== null) return Number.isFinite(number) ? number : numberText(number);
  switch (finding.kind) {
    case 'text':
      return inNumbers ? `text ${JSON.stringify(shortened(finding.value))}` : shortened(finding.value);
    case 'flag':
      return String(finding.value);
    case 'nothing':
      return 'null';
    case 'other':
      return inNumbers ? finding.type : null;
    default:
      return null;
  }
}

/** The number that a finding stands for: itself, the last of a series, the mean of a spread; null when it is none. */
export function numberOf(finding: Finding): number | null {
  switch (finding.kind) {
    case 'number':
      return finding.value;
    case 'series':
      return finding.last;
    case 'spread':
      return finding.mean;
    default:
      return null;
  }
}

/** A cell for people. */
export function cellText(cell: Cell): string {
  return cell === null ? '–' : typeof cell === 'number' ? numberText(cell) : cell;
}

const longest = 80;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
