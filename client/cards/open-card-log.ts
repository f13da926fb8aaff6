import { cardLogKey, newCardLog, type CardLog } from '../../src/card/card-log';

let own: CardLog | null = null;

/** The card that code writes on: the task's in a run, else one that this process keeps. */
export function openCardLog(): CardLog {
  const ofTask = Reflect.get(globalThis, cardLogKey) as CardLog | undefined;
  return ofTask ?? (own ??= newCardLog(() => undefined));
}
