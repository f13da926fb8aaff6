import { fstatSync } from 'node:fs';
import { realNow } from './ambient/controlled-world';
import type { ExecutionRecord } from './protocol';

/** Measures of one execution. */
export type Usage = Pick<ExecutionRecord, 'startedAt' | 'finishedAt' | 'cpu' | 'peakMemory' | 'stdout' | 'stderr'>;

/** A measurement under way. */
export interface Measurement {
  /** The measures up to now. */
  read(): Usage;
  /** What was printed so far does not count: it is setup's. */
  skipLogs(): void;
}

/** Starts measuring. */
export function measureUsage(): Measurement {
  const startedAt = realNow();
  const cpu = process.cpuUsage();
  let stdout = sizeOf(1);
  let stderr = sizeOf(2);
  return {
    read() {
      const { user, system } = process.cpuUsage(cpu);
      return {
        startedAt,
        finishedAt: realNow(),
        cpu: (user + system) / 1000,
        peakMemory: process.resourceUsage().maxRSS * 1024,
        stdout: { start: stdout, end: sizeOf(1) },
        stderr: { start: stderr, end: sizeOf(2) }
      };
    },
    skipLogs() {
      stdout = sizeOf(1);
      stderr = sizeOf(2);
    }
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
