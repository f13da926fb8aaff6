import { stripVTControlCharacters } from 'node:util';

/** Characters of one printed line. */
const longest = 400;

/** Printed lines as a terminal would leave them: without colours; of a line that was written over and over, as progress is, its last form. */
export function readablePrint(lines: readonly string[]): string {
  return lines.map(readableLine).join('\n');
}

function readableLine(line: string): string {
  const last = stripVTControlCharacters(line)
    .split('\r')
    .findLast(each => each !== '');
  const text = (last ?? '').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '');
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${(text.length - longest).toLocaleString('en')} more characters)`;
}
