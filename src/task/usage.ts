import { realNow } from './ambient/controlled-world';
import { logSize } from './log-size';
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
  let stdout = logSize(1);
  let stderr = logSize(2);
  return {
    read() {
      const { user, system } = process.cpuUsage(cpu);
      return {
        startedAt,
        finishedAt: realNow(),
        cpu: (user + system) / 1000,
        peakMemory: process.resourceUsage().maxRSS * 1024,
        stdout: { start: stdout, end: logSize(1) },
        stderr: { start: stderr, end: logSize(2) }
      };
    },
    skipLogs() {
      stdout = logSize(1);
      stderr = logSize(2);
    }
  };
}
