import { cardLogKey, type CardLog } from '../../src/card/card-log';
import { newKernelCard, type KernelCard } from './kernel-card';

let own: KernelCard | null = null;

/** The card that code writes on: the task's in a run, else one that this process keeps. */
export function openCardLog(): CardLog {
  return cardOfTask() ?? cardOfKernel();
}

/** The card of the task that this process runs; null outside of runs. */
export function cardOfTask(): CardLog | null {
  return (Reflect.get(globalThis, cardLogKey) as CardLog | undefined) ?? null;
}

/** The card that this process keeps outside of runs. */
export function cardOfKernel(): KernelCard {
  return (own ??= newKernelCard());
}
