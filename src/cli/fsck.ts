import { checkStore, type StoreCheck, type StoreProblem } from '../metadata/check-store';
import type { Command } from './command';
import { count, formatBytes } from './format-amounts';
import { flowsNamed, storeHere } from './open-store';
import { parseArguments } from './parse-arguments';
import { plain } from './run-rows';
import { styled, terminalOf, type Terminal } from './terminal';

/** Checks everything in the store. */
export const command: Command = {
  summary: 'check every stored value against its key, and every record',
  usage: `headwater fsck [Flow…] [--json]

Reads the whole store, tables that are otherwise only mapped included.
Exit status 0 when all is well, 1 when something is damaged or missing.

  --json   { flows, runs, blobs, bytes, problems: [{ kind, severity, about, message, artifacts }] }`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } }
  });
  const root = storeHere();
  const flows = flowsNamed(root, positionals);
  const check = checkStore(root, flows, Date.now());
  process.stdout.write(values.json ? `${JSON.stringify(check, null, 2)}\n` : format(check, root, terminalOf(process.stdout)));
  return check.problems.some(each => each.severity === 'error') ? 1 : 0;
}

function format(check: StoreCheck, root: string, terminal: Terminal): string {
  const errors = check.problems.filter(each => each.severity === 'error').length;
  const seen = `${root}: ${count(check.flows, 'flow')}, ${count(check.runs, 'run')}, ${count(check.blobs, 'value')}, ${formatBytes(check.bytes)}`;
  const verdict = errors === 0 ? styled('green', '✓ all is well', terminal) : styled('red', `✗ ${count(errors, 'problem')}`, terminal);
  const hint =
    errors === 0 ? '' : '\nRestore those files from a copy of the store, or remove the runs with `headwater rm` and run them again.\n';
  return `${check.problems.map(each => problemText(each, terminal)).join('')}${seen}\n${verdict}\n${hint}`;
}

function problemText(problem: StoreProblem, terminal: Terminal): string {
  const sign = problem.severity === 'error' ? styled('red', '✗', terminal) : styled('yellow', '·', terminal);
  const lost = problem.artifacts.slice(0, 10).map(each => `    ${plain(each)}\n`);
  const more = problem.artifacts.length > 10 ? `    and ${problem.artifacts.length - 10} more\n` : '';
  return `${sign} ${plain(problem.about)} ${problem.message}\n${lost.join('')}${more}`;
}
