import { spawn, type ChildProcess } from 'node:child_process';

/** Sees to it that processes do not outlive this one, even one that computes in a loop and even if this one is killed. */
export interface OrphanWatch {
  /** Process groups by their leaders' ids. */
  add(pid: number): void;
  remove(pid: number): void;
}

/**
 * A small process of the system's shell that reads which process groups there are. Its pipe closes when this process ends, however that
 * comes; then it kills those that are left. Where there is no shell, nobody watches: the run's burial ends them (`buryRun`).
 */
export function openOrphanWatch(): OrphanWatch {
  const child = spawnWatch();
  const tell = (line: string): void => void child?.stdin?.write(line);
  return { add: pid => tell(`+ ${pid}\n`), remove: pid => tell(`- ${pid}\n`) };
}

const script = `trap '' HUP INT TERM
groups=
while read -r what group; do
  rest=
  for each in $groups; do [ "$each" = "$group" ] || rest="$rest $each"; done
  groups=$rest
  [ "$what" = - ] || groups="$groups $group"
done
for each in $groups; do kill -KILL "-$each"; done`;

function spawnWatch(): ChildProcess | null {
  if (process.platform === 'win32') return null;
  // A group of its own: whatever kills this process's group must leave the watch alive.
  const child = spawn('/bin/sh', ['-c', script], { detached: true, cwd: '/', env: {}, stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as typeof child.stdin & { unref(): void }).unref();
  return child;
}
