/** How often the owner is looked for. */
const pause = 2000;

/** Ends this process when its owner is gone, in whatever way: nobody else would. */
export function endWithOwner(owner: number): void {
  const { kill, exit } = process;
  const look = (): void => {
    try {
      kill.call(process, owner, 0);
    } catch (error) {
      if (Reflect.get(Object(error), 'code') === 'ESRCH') exit.call(process, 1);
    }
  };
  setInterval(look, pause).unref();
}
