import { readRun, stepNames, type RunPlace } from './run-place';
import { runStatus } from './run-status';

/** One line about a run: `Run Titanic/1795… · successful · 3 steps · ada · 21 Nov 2026, 08:47 · tags: best`. */
export function runSummary(place: RunPlace): string {
  const run = readRun(place);
  const steps = stepNames(place).length;
  const parts = [
    `Run ${place.flow}/${run.run}`,
    runStatus(place),
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    ...(run.user === null ? [] : [run.user]),
    localTime(run.createdAt),
    ...(run.tags.length === 0 ? [] : [`tags: ${[...run.tags].sort().join(', ')}`])
  ];
  return parts.join(' · ');
}

function localTime(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
