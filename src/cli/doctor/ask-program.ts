import { spawnSync } from 'node:child_process';

/** What a program prints on stdout, trimmed; null when it is not there, fails, or takes longer than 20 s. */
export function askProgram(command: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.trim() : null;
}
