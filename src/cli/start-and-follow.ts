import type { Diagnostic } from '../diagnostic';
import type { RunOrder } from '../scheduler/run-order';
import { startRun, type StartReport } from '../scheduler/start-run';

/** Starts a run and follows it to its end; resolves to the exit status of the command. */
export async function startAndFollow(order: RunOrder, json: boolean): Promise<number> {
  const starting = startRun(order);
  // Loading what follows takes as long as the scheduler needs anyway.
  const { followRun } = await import('./follow-run.js');
  const { runFolder } = await import('../scheduler/run-folder.js');
  const start = await starting;
  tellDiagnostics(start, json);
  if (start.type === 'refused') return 2;
  return followRun({ folder: runFolder(start.root, start.flow, start.run), json });
}

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
