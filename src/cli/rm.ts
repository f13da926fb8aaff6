import { createInterface } from 'node:readline/promises';
import { HeadwaterError } from '../errors';
import { removeRun } from '../metadata/remove-run';
import { parsePathspec } from '../pathspec';
import type { Command } from './command';
import { storeHere } from './open-store';
import { parseArguments, usage } from './parse-arguments';

/** Removes runs. */
export const command: Command = {
  summary: 'remove runs',
  usage: `headwater rm Flow/run… [--yes]

Removes the runs' records, logs and cards at once; their values stay until \`headwater gc\` finds that no other run refers to them.
Asks first when a person is there to answer.

  --yes   do not ask`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } }
  });
  if (positionals.length === 0) throw usage('Which run?', 'headwater rm Flow/run');
  const runs = positionals.map(runOf);
  const root = storeHere();
  if (!values.yes && !(await confirmed(positionals))) {
    process.stderr.write('Nothing was removed.\n');
    return 130;
  }
  for (const each of runs) {
    removeRun(root, each.flow, each.run, Date.now());
    process.stdout.write(`Removed ${each.flow}/${each.run}\n`);
  }
  return 0;
}

function runOf(text: string): { readonly flow: string; readonly run: string } {
  const { flow, run: id, step } = parsePathspec(text);
  if (id !== null && step === null) return { flow, run: id };
  throw new HeadwaterError('HW401', `'${text}' is not the pathspec of a run.`, {
    about: text,
    hint: 'Write Flow/run; only whole runs are removed.'
  });
}

/** Without a terminal nobody can be asked: then the command itself is the answer. */
async function confirmed(pathspecs: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`Remove ${pathspecs.join(', ')}? [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
