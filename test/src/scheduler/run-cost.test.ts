import { expect, it } from 'vitest';
import { emptyRecord } from '../../../src/run/empty-record';
import { newRunState, newUnit, type RunState, type Unit } from '../../../src/run/run-state';
import type { ExecutionRecord } from '../../../src/task/protocol';
import { planOf } from '../run/simulation';
import { costMeter } from '../../../src/scheduler/run-cost';

function record(cpu: number, peakMemory: number, files: Readonly<Record<string, string>> = {}): ExecutionRecord {
  return { ...emptyRecord(0), cpu, peakMemory, files };
}

function state(...units: readonly Partial<Unit>[]): RunState {
  const steps = units.map(each => ({ units: [{ ...newUnit('whole', null), ...each }], writes: null, learned: [], caught: null, idle: [] }));
  return { ...newRunState(planOf([])), steps };
}

it('adds up the CPU of every execution, failed and thrown away ones too, and keeps the highest memory', () => {
  const meter = costMeter();
  meter.take({ type: 'begin', at: 0 });
  meter.take({ type: 'finished', at: 1, execution: 1, record: record(100, 50) });
  meter.take({ type: 'finished', at: 2, execution: 2, record: record(200, 80) });
  meter.take({ type: 'exited', at: 3, execution: 3, exit: { code: null, signal: 'SIGKILL' }, record: record(30, 60) });
  expect(meter.cost(state())).toEqual({ cpu: 330, peakMemory: 80, inputs: {} });
});

it('does not count what was taken over from another run', () => {
  const meter = costMeter();
  const units = [{ kind: 'whole' as const, index: null, record: record(100, 50), origin: { run: '1', task: '2' } }];
  meter.take({ type: 'reuse', at: 0, position: 0, units });
  expect(meter.cost(state())).toMatchObject({ cpu: 0, peakMemory: 0 });
});

it('has the inputs of what has committed, as they were read first', () => {
  const inputs = costMeter().cost(
    state(
      { phase: 'committed', record: record(1, 1, { 'a.csv': 'sha1:1' }) },
      { phase: 'committed', record: record(1, 1, { 'a.csv': 'sha1:2', 'b.csv': 'gone' }) },
      { phase: 'finished', record: record(1, 1, { 'c.csv': 'sha1:3' }) }
    )
  ).inputs;
  expect(inputs).toEqual({ 'a.csv': 'sha1:1', 'b.csv': 'gone' });
});
