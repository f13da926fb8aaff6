import { cardLogKey, newCardLog } from '../card/card-log';
import type { CardComponent } from '../card/component';
import { nameOfValueKey, type NameOfValue } from '../card/variable-names';

/** The card of the execution under way: what code puts on it is told while it runs. */
export interface LiveCard {
  /** An execution begins: its card is empty. `send` is told of changes from now on. */
  begin(send: (components: readonly CardComponent[]) => void): void;
  /** What setup has put on the card is every step's, and so no step's. */
  clear(): void;
  /** The execution has ended: the card as it is; null when nothing is on it. Nothing is told any more. `nameOf`: which variable holds a value. */
  end(nameOf: NameOfValue): readonly CardComponent[] | null;
}

/** Milliseconds between two tellings, at least; and how many times the work of telling the pause after it must be. */
const shortestPause = 80;
const leisure = 10;

// User code may replace clocks and timers.
const { setTimeout: later, clearTimeout: never } = globalThis;
const { hrtime } = process;

/** The card of a task's process, where the client finds it. */
export function openLiveCard(): LiveCard {
  let send: ((components: readonly CardComponent[]) => void) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let mayTellAt = 0;
  let names: NameOfValue = () => null;
  const log = newCardLog(() => {
    if (send === null) return;
    const wait = mayTellAt - now();
    if (wait <= 0) tell();
    else timer ??= later(tell, wait).unref();
  });
  /** In the middle of a loop that never gives way the next change tells, else a timer. */
  const tell = (): void => {
    stop();
    const from = now();
    send?.(log.components());
    const to = now();
    mayTellAt = to + Math.max(shortestPause, leisure * (to - from));
  };
  const stop = (): void => {
    if (timer !== null) never(timer);
    timer = null;
  };
  Object.defineProperty(globalThis, cardLogKey, { value: log });
  Object.defineProperty(globalThis, nameOfValueKey, { value: (value: object) => names(value) });
  return {
    begin(tellTo) {
      send = null;
      log.clear();
      mayTellAt = 0;
      send = tellTo;
    },
    clear: () => log.clear(),
    end(nameOf) {
      stop();
      send = null;
      if (log.size === 0) return null;
      names = nameOf;
      try {
        return log.components();
      } finally {
        names = () => null;
      }
    }
  };
}

/** Milliseconds on a clock of its own. */
function now(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
