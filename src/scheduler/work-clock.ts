/** Measures how long an execution has worked; the time in which it waits for others is not counted. */
export interface WorkClock {
  pause(): void;
  /** Goes on after a pause. */
  go(): void;
  stop(): void;
}

/** A clock that runs from now on, and calls once when `limit` milliseconds of work are over. */
export function startWorkClock(limit: number, onOver: () => void): WorkClock {
  let left = limit;
  let since = 0;
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  const clock: WorkClock = {
    pause() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      left -= performance.now() - since;
    },
    go() {
      if (timer !== null || isOver) return;
      since = performance.now();
      timer = setTimeout(onOver, Math.max(0, left));
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isOver = true;
    }
  };
  clock.go();
  return clock;
}
