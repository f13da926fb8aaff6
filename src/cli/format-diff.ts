import { structuredPatch } from 'diff';
import { styled, type Terminal } from './terminal';

/** What changes in a file, as a unified diff with two lines of context; empty when nothing does. Long lines are cut to 400 characters. */
export function formatDiff(name: string, before: string, after: string, terminal: Terminal): string {
  if (before === after) return '';
  const { hunks } = structuredPatch(name, name, before, after, '', '', { context: 2 });
  const lines = [styled('bold', `--- a/${name}`, terminal), styled('bold', `+++ b/${name}`, terminal)];
  for (const { oldStart, oldLines, newStart, newLines, lines: changes } of hunks) {
    lines.push(styled('cyan', `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, terminal));
    lines.push(...changes.map(line => colored(line.replace(/\r$/, ''), terminal)));
  }
  return `${lines.join('\n')}\n`;
}

function colored(line: string, terminal: Terminal): string {
  const shown = line.length > 400 ? `${line.slice(0, 400)}…` : line;
  if (line.startsWith('+')) return styled('green', shown, terminal);
  return line.startsWith('-') ? styled('red', shown, terminal) : shown;
}
