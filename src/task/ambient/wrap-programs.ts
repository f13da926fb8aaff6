import type { FileWatch } from './file-watch';
import { wrap } from './wrap-files';

/** Makes the functions of a Node module that start programs or workers tell the watch first. Node's file functions do not see what those do. */
export function wrapStarters(module: object, watch: FileWatch): void {
  for (const name of starters) wrap(module, name, (_, [what]) => watch.outsider(`starts '${nameOf(what)}'`), watch, noteRunning);
}

/** The modules of Node that have such functions. */
export const starterModules = ['child_process', 'cluster', 'worker_threads', 'wasi', 'sqlite'];

/** What starts something: functions of child_process and cluster, classes of worker_threads, wasi and sqlite. */
const starters = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork', 'Worker', 'WASI', 'DatabaseSync'];

/** A program that still runs when its step is over is told of. */
function noteRunning(watch: FileWatch, started: unknown): void {
  if (typeof started !== 'object' || started === null || !('exitCode' in started && 'signalCode' in started)) return;
  const child = started as {
    readonly exitCode: unknown;
    readonly signalCode: unknown;
    readonly pid?: unknown;
    readonly spawnfile?: unknown;
  };
  watch.mustEnd(String(child.spawnfile), () => child.pid !== undefined && child.exitCode === null && child.signalCode === null);
}

function nameOf(what: unknown): string {
  return (typeof what === 'string' ? what : what instanceof URL ? what.pathname : 'a program').slice(0, 60);
}
