import { fstatSync } from 'node:fs';
import type { ExecutionRecord } from './protocol';

/** Measures of one execution. */
export type Usage = Pick<ExecutionRecord, 'startedAt' | 'finishedAt' | 'cpu' | 'peakMemory' | 'stdout' | 'stderr'>;

/** Starts measuring; the function that it returns gives the measures up to now. */
export function measureUsage(): () => Usage {
  const startedAt = Date.now();
  const cpu = process.cpuUsage();
  const stdout = sizeOf(1);
  const stderr = sizeOf(2);
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      startedAt,
      finishedAt: Date.now(),
      cpu: (user + system) / 1000,
      peakMemory: process.resourceUsage().maxRSS * 1024,
      stdout: { start: stdout, end: sizeOf(1) },
      stderr: { start: stderr, end: sizeOf(2) }
    };
  };
}

/** Size of the log behind a descriptor; 0 when it is no file. */
function sizeOf(descriptor: number): number {
  try {
    return fstatSync(descriptor).size;
  } catch {
    return 0;
  }
}
