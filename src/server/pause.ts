/** Waits so many milliseconds, or until `over` is aborted, or what `onWake` is given is called. */
export function pause(milliseconds: number, over: AbortSignal, onWake: (wake: () => void) => void = () => undefined): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      over.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    over.addEventListener('abort', done, { once: true });
    onWake(done);
    if (over.aborted) done();
  });
}
