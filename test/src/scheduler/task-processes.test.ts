import { describe, expect, it } from 'vitest';
import type { ComputeEvent } from '../../../src/compute/compute';
import type { Event } from '../../../src/run/event';
import { TaskProcesses } from '../../../src/scheduler/task-processes';
import type { WorkerPool } from '../../../src/scheduler/worker-pool';
import type { Order } from '../../../src/task/protocol';
import { recordOf } from '../run/simulation';

const { outputs, ...record } = recordOf();
const finished = { type: 'finished', ...record, outputs } as const;

describe('the processes of a run', () => {
  it('go on with another execution when they have ended one, and are ended when they are not needed any more', () => {
    const { processes, fakes, events } = world();
    processes.start(1, null, order(1));
    fakes[0]?.say({ ...finished, execution: 1 });
    expect(events.map(each => each.type)).toEqual(['finished']);
    expect(processes.has(1)).toBe(false);
    processes.start(2, 1, order(2));
    expect([fakes.length, processes.has(2)]).toEqual([1, true]);
    expect(fakes[0]?.orders).toEqual([order(1), order(2)]);
    fakes[0]?.say({ ...finished, execution: 2 });
    processes.release(2);
    expect(fakes[0]?.isKilled).toBe(true);
    fakes[0]?.end('SIGKILL');
    expect(events.map(each => each.type)).toEqual(['finished', 'finished']);
  });

  it('tell the end of a cancelled execution even when it had finished in the meantime, since the run waits for it', () => {
    const { processes, fakes, events, cancelled } = world();
    processes.start(1, null, order(1));
    cancelled.add(1);
    processes.cancel(1);
    fakes[0]?.say({ ...finished, execution: 1 });
    expect(events).toEqual([]);
    expect(processes.has(1)).toBe(true);
    fakes[0]?.end('SIGKILL');
    expect(events).toMatchObject([{ type: 'exited', execution: 1, exit: { signal: 'SIGKILL' } }]);
    expect(processes.has(1)).toBe(false);
  });

  it('tell the end of an execution that is given up because of what it said', () => {
    const { processes, fakes, events, cancelled } = world(event => {
      if (event.type === 'finished') cancelled.add(event.execution);
      return event;
    });
    processes.start(1, null, order(1));
    fakes[0]?.say({ ...finished, execution: 1 });
    fakes[0]?.end('SIGKILL');
    expect(events.map(each => each.type)).toEqual(['exited']);
  });

  it('are not given work when they have died while they waited', () => {
    const { processes, fakes, events } = world();
    processes.start(1, null, order(1));
    fakes[0]?.say({ ...finished, execution: 1 });
    fakes[0]?.end('SIGKILL');
    processes.start(2, 1, order(2));
    expect(fakes[1]?.orders).toEqual([order(2)]);
    expect(events.map(each => each.type)).toEqual(['finished']);
  });

  it('do not count what is said of another execution than their own', () => {
    const { processes, fakes, events } = world();
    processes.start(4, null, order(4));
    fakes[0]?.say({ type: 'ready' });
    fakes[0]?.say({ type: 'started', execution: 3 });
    fakes[0]?.say({ type: 'started', execution: 4 });
    expect(events).toMatchObject([{ type: 'started', execution: 4 }]);
    expect([processes.has(3), processes.has(4)]).toEqual([false, true]);
  });
});

interface Fake {
  readonly orders: unknown[];
  isKilled: boolean;
  say(message: unknown): void;
  end(signal: string): void;
}

function world(complete: (event: Event) => Event = event => event) {
  const fakes: Fake[] = [];
  const events: Event[] = [];
  const cancelled = new Set<number>();
  const processes = new TaskProcesses(poolOf(fakes), {
    isCancelled: execution => cancelled.has(execution),
    limitOf: () => null,
    complete,
    onCard: () => undefined,
    onEvent: event => void events.push(event),
    onTrouble: error => {
      throw error;
    }
  });
  return { processes, fakes, events, cancelled };
}

function poolOf(fakes: Fake[]): WorkerPool {
  return {
    keepReady: () => undefined,
    prepare: () => undefined,
    close: () => undefined,
    take() {
      let listener: (event: ComputeEvent) => void = () => undefined;
      const fake: Fake = {
        orders: [],
        isKilled: false,
        say: message => listener({ type: 'message', message }),
        end: signal => listener({ type: 'ended', code: null, signal, error: null })
      };
      fakes.push(fake);
      return {
        id: '1',
        submission: { stdout: '', stderr: '', folder: '' },
        send: message => void fake.orders.push(message),
        listen: next => void (listener = next),
        cancel: () => void (fake.isKilled = true)
      };
    }
  };
}

function order(execution: number): Order {
  return { type: 'version', slot: `${execution}`, version: { kind: 'absent', id: 'absent' } };
}
