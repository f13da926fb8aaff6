import type { Diagnostic } from '../diagnostic';
import { startRun, type StartReport } from '../scheduler/start-run';
import type { Command } from './command';
import { readRunArguments } from './run-arguments';

/** `headwater run`: runs a notebook as a flow and follows it to its end. */
export const command: Command = {
  summary: 'run a notebook as a flow',
  usage: `headwater run <notebook> [--<parameter> <value> …] [options]

Runs the notebook's steps, each in a process of its own, and keeps what they made in the store.

  --<parameter> <value>   a parameter of the notebook; also --param <name>=<value>
  --tag <tag>             a tag on the run; may be repeated
  --max-workers <n>       processes at a time (the number of cores)
  --serial                strictly in notebook order, one step at a time
  --json                  one event a line on stdout; the last has "type": "run"

Ctrl-C asks whether to stop the run or to leave it running (without a terminal: stops it).
Exit status: 0 success, 1 the run failed, 2 refused, 130 stopped.`,
  async run(args) {
    const { order, json } = readRunArguments(args);
    const starting = startRun(order);
    // Loading what follows takes as long as the scheduler needs anyway.
    const { followRun } = await import('./follow-run.js');
    const { runFolder } = await import('../scheduler/run-folder.js');
    const start = await starting;
    tellDiagnostics(start, json);
    if (start.type === 'refused') return 2;
    return followRun({ folder: runFolder(start.root, start.flow, start.run), json });
  }
};

function tellDiagnostics({ type, diagnostics }: StartReport, json: boolean): void {
  for (const each of diagnostics) if (type === 'refused' || each.severity !== 'info') process.stderr.write(diagnosticLine(each));
  if (!json || type === 'started') return;
  for (const each of diagnostics) process.stdout.write(`${JSON.stringify({ type: 'diagnostic', ...each })}\n`);
  process.stdout.write(`${JSON.stringify({ type: 'run', pathspec: null, status: 'refused', diagnostics })}\n`);
}

function diagnosticLine({ severity, code, message, hint, about, cell, range }: Diagnostic): string {
  const thing = about === null || message.includes(about) ? '' : ` (${about})`;
  const place = cell === null || range === null ? '' : `  in cell ${cell}, line ${range.startLine + 1}\n`;
  return `headwater: ${severity} ${code}: ${message}${thing}\n${place}  ${hint}\n`;
}
