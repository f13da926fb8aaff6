import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWorkClock } from '../../../src/scheduler/work-clock';

describe('the clock of a timeout', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts work, not the time in which an execution waits for others', () => {
    const over = vi.fn();
    const clock = startWorkClock(1000, over);
    vi.advanceTimersByTime(600);
    clock.pause();
    vi.advanceTimersByTime(60_000);
    clock.go();
    vi.advanceTimersByTime(399);
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(over).toHaveBeenCalledOnce();
  });

  it('never calls once it is stopped, paused or not', () => {
    const over = vi.fn();
    const clock = startWorkClock(1000, over);
    clock.pause();
    clock.stop();
    clock.go();
    vi.advanceTimersByTime(1e6);
    expect(over).not.toHaveBeenCalled();
  });
});
