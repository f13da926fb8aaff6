import type { Command } from './command';
import { findRun } from './find-run';
import { followRun } from './follow-run';
import { parseArguments } from './parse-arguments';

/** `headwater attach`: shows a run that goes on, or went on, from its beginning. */
export const command: Command = {
  summary: 'watch a run that is going on',
  usage: `headwater attach [Flow | Flow/run] [--json]

Shows the progress of a run to its end; without a run, of the newest one that is going on.
Ctrl-C asks whether to stop the run or to leave it running.

  --json   one event a line on stdout`,
  async run(args) {
    const { values, positionals } = parseArguments({ args: [...args], options: { json: { type: 'boolean' } }, allowPositionals: true });
    return followRun({ folder: findRun(positionals[0], process.cwd()).folder, json: values.json === true });
  }
};
