import { lastEvent, type Ran } from './workspace';

/** How much of a run overlapped, and what was run again. Times in milliseconds. */
export interface Overlap {
  readonly name: string;
  /** What its tasks took in all. */
  readonly work: number;
  readonly wall: number;
  readonly reruns: readonly { readonly step: string; readonly slot: string | null; readonly cost: number }[];
}

/** What the last event of `run --json` says of it; null for a run that was refused. */
export function overlapOf(name: string, ran: Ran): Overlap | null {
  const { work, duration, reruns } = lastEvent(ran);
  if (typeof work !== 'number' || typeof duration !== 'number') return null;
  return { name, work, wall: duration, reruns: reruns as Overlap['reruns'] };
}

/** A line for each run that ran something again, or that overlapped, and one for all of them. */
export function overlapTable(title: string, overlaps: readonly Overlap[]): string {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const reruns = overlaps.flatMap(each => each.reruns);
  const [work, wall] = [sum(overlaps.map(each => each.work)), sum(overlaps.map(each => each.wall))];
  const lines = overlaps
    .filter(each => each.reruns.length > 0)
    .map(each => `  ${each.name}: ${[ratio(each), ...each.reruns.map(told)].join('; ')}`);
  const total = `${overlaps.length} runs, tasks ${seconds(work)}, runs ${seconds(wall)}, overlap ${(work / Math.max(1, wall)).toFixed(2)}`;
  return `${[`${title}: ${total}; ${reruns.length} reruns, ${seconds(sum(reruns.map(each => each.cost)))}`, ...lines].join('\n')}\n`;
}

function ratio({ work, wall }: Overlap): string {
  return `overlap ${(work / Math.max(1, wall)).toFixed(2)}`;
}

function told({ step, slot, cost }: Overlap['reruns'][number]): string {
  return `${step} again because of ${slot ?? 'what is not known'} (${seconds(cost)})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
