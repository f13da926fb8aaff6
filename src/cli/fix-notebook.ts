import { basename } from 'node:path';
import type { Diagnostic } from '../diagnostic';
import { newAnalyser, type Analyser } from '../graph/analyser';
import { flowNameOfFile } from '../graph/flow-name';
import { nodeGlobals } from '../graph/known-globals';
import type { Fix } from '../notebook/fix';
import { fixedText } from '../notebook/fixed-text';
import { readNotebook } from '../notebook/read-notebook';
import type { NotebookFile } from '../scheduler/notebook-file';
import { formatDiff } from './format-diff';
import { replaceNotebook } from './replace-notebook';
import { terminalOf } from './terminal';

/** Something that was wrong with a notebook, and what ended it. */
interface MadeFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/**
 * Shows on stdout which errors of a notebook their first fixes end, and what that changes in the file; writes it when told.
 * @returns how many errors are left
 * @throws HeadwaterError HW521, HW522 when the file cannot be replaced
 */
export function fixNotebook(file: NotebookFile, write: boolean): number {
  const { text, made, left } = withoutErrors(file);
  for (const { diagnostic, fix } of made) process.stdout.write(`${diagnostic.code}  ${diagnostic.message}\n  → ${fix.title}\n`);
  process.stdout.write(formatDiff(basename(file.path), file.text, text, terminalOf(process.stdout)));
  if (text === file.text) process.stderr.write('Nothing to change.\n');
  else if (write) replaceNotebook(file.path, file.text, text);
  else process.stderr.write('Only shown; nothing is written. --write writes it.\n');
  for (const each of left) process.stdout.write(`${each.code}  ${each.message}\n  no fix: ${each.hint}\n`);
  return left.length;
}

/** The most fixes of one call: each ends an error, but who knows. */
const mostFixes = 100;

function withoutErrors(file: NotebookFile): {
  readonly text: string;
  readonly made: readonly MadeFix[];
  readonly left: readonly Diagnostic[];
} {
  const analyser = newAnalyser();
  const made: MadeFix[] = [];
  let { text } = file;
  for (;;) {
    const { errors, next } = look(text, file.path, analyser);
    if (next === null || made.length === mostFixes) return { text, made, left: errors };
    made.push(next);
    text = fixedText(text, next.fix);
  }
}

function look(text: string, path: string, analyser: Analyser): { readonly errors: readonly Diagnostic[]; readonly next: MadeFix | null } {
  const { graph, fixes } = analyser.analyse(readNotebook(text), { flowName: flowNameOfFile(path), globals: nodeGlobals });
  const errors = graph.diagnostics.filter(each => each.severity === 'error');
  for (const diagnostic of errors) {
    const [fix] = fixes.get(diagnostic) ?? [];
    if (fix !== undefined) return { errors, next: { diagnostic, fix } };
  }
  return { errors, next: null };
}
