import type { Event } from '../run/event';
import type { RunState } from '../run/run-state';

/** What a run has cost, and what it has read from outside: a part of `run.json`, for whoever compares runs. */
export interface RunCost {
  /** Milliseconds of CPU (user and system) of all its executions, those that were thrown away too; what was taken over from another run is not in it. */
  readonly cpu: number;
  /** The highest resident memory that one of its processes had, in bytes. */
  readonly peakMemory: number;
  /** Path -> content of each file that its tasks have read and that none of them had written: see `ExecutionRecord.files`. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Adds up what executions cost, event by event. */
export interface CostMeter {
  take(event: Event): void;
  /** `state`: how the run has ended; what its committed tasks have read counts, the first content where a file has changed meanwhile. */
  cost(state: RunState): RunCost;
}

/** A meter at zero. */
export function costMeter(): CostMeter {
  let [cpu, peakMemory] = [0, 0];
  return {
    take(event) {
      if (event.type !== 'finished' && event.type !== 'failed' && event.type !== 'exited' && event.type !== 'timed-out') return;
      cpu += event.record.cpu;
      peakMemory = Math.max(peakMemory, event.record.peakMemory);
    },
    cost: state => ({ cpu: Math.round(cpu), peakMemory, inputs: inputsOf(state) })
  };
}

function inputsOf({ steps }: RunState): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { units } of steps)
    for (const { phase, record } of units)
      if (phase === 'committed') for (const [path, content] of Object.entries(record?.files ?? {})) inputs[path] ??= content;
  return inputs;
}
