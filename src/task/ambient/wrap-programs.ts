import path from 'node:path';
import type { FileWatch } from './file-watch';
import { unwatched } from './unwatched';
import { wrap } from './wrap-files';

/**
 * Makes the functions of a Node module that start programs or workers tell the watch first. Node's file functions do not see what those do.
 * `packageRoot`: folder of this package, whose own threads are none of the notebook's.
 */
export function wrapStarters(module: object, watch: FileWatch, packageRoot: string): void {
  const notice = (_: FileWatch, [what]: readonly unknown[]): void => {
    if (!isOwnThread(what, packageRoot)) watch.outsider(`starts '${nameOf(what)}'`);
  };
  for (const name of starters) wrap(module, name, notice, watch, noteRunning);
}

/** Threads of this package that only compute: they touch no files, so nobody has to wait for them. */
const ownThreads = ['dist/src/table-file/parquet-thread.js', 'dist/chart.js'];

function isOwnThread(what: unknown, packageRoot: string): boolean {
  const roots = [packageRoot, unwatched.realpathSync(packageRoot)];
  return typeof what === 'string' && roots.some(root => ownThreads.some(each => path.join(root, each) === path.normalize(what)));
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
