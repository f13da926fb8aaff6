import type { UnitKind } from '../run/run-state';
import type { ExecutionRecord } from '../task/protocol';
import type { Deed, RunHeader, RunLine } from './run-line';

/** A task that is part of a run's result, or would have been. */
export interface OriginTask {
  readonly step: string;
  readonly kind: UnitKind;
  /** Position among the items; null unless an item. */
  readonly index: number | null;
  /** The run that has published it, and its id there. */
  readonly run: string;
  readonly task: string;
  readonly record: ExecutionRecord;
}

/** A run that another one goes on from. */
export interface OriginRun {
  readonly header: RunHeader;
  /** In the order in which they were published; then those that it would have taken over itself, had it come so far. */
  readonly tasks: readonly OriginTask[];
}

/**
 * The tasks that a run's lines say were published as part of its result, not those that failed or whose failure was caught; then what a
 * resumed run was offered and has not come to.
 */
export function tasksOf(header: RunHeader, lines: readonly RunLine[]): OriginTask[] {
  const published = publishedTasks(header, lines);
  const places = new Set(published.map(placeOf));
  return [...published, ...offeredTasks(header, lines).filter(task => !places.has(placeOf(task)))];
}

function placeOf({ step, kind, index }: OriginTask): string {
  return `${step} ${kind} ${index}`;
}

/** Of steps that the run has not executed in any part: items that it was offered fit only the list that they were offered with. */
function offeredTasks(header: RunHeader, lines: readonly RunLine[]): OriginTask[] {
  const deeds = lines.flatMap(line =>
    line.type === 'deed' && (line.deed.type === 'execute' || line.deed.type === 'rerun') ? [line.deed] : []
  );
  const touched = new Set(deeds.map(deed => deed.position));
  return lines.flatMap(line => {
    if (line.type !== 'event' || line.event.type !== 'reuse' || touched.has(line.event.position)) return [];
    const step = header.plan.steps[line.event.position]?.name;
    return step === undefined ? [] : line.event.units.map(({ kind, index, record, origin }) => ({ step, kind, index, record, ...origin }));
  });
}

function publishedTasks(header: RunHeader, lines: readonly RunLine[]): OriginTask[] {
  const records = recordsOf(lines);
  const items = new Map<number, number>();
  return lines.flatMap(line => {
    if (line.type !== 'deed' || line.deed.type !== 'commit') return [];
    const { deed } = line;
    const step = header.plan.steps[deed.position];
    const part = step === undefined ? null : partOf(step.kind, deed, items.get(deed.position) ?? 0);
    const record = part === null ? undefined : records.get(deed.execution === null ? placeKey(deed.position, part) : deed.execution);
    if (step === undefined || part === null || record === undefined || deed.error !== null || deed.caught !== null) return [];
    if (part.kind === 'split') items.set(deed.position, record.items?.length ?? 0);
    return [{ step: step.name, ...part, run: header.run, task: deed.task, record }];
  });
}

interface Part {
  readonly kind: UnitKind;
  readonly index: number | null;
}

/** A foreach's units are its split, then its items, then its join. */
function partOf(kind: 'linear' | 'foreach', { unit }: Deed & { type: 'commit' }, items: number): Part {
  if (kind === 'linear') return { kind: 'whole', index: null };
  if (unit === 0) return { kind: 'split', index: null };
  return unit <= items ? { kind: 'item', index: unit - 1 } : { kind: 'join', index: null };
}

/** Records by execution; of tasks that the run has reused itself, by their place. */
function recordsOf(lines: readonly RunLine[]): Map<number | string, ExecutionRecord> {
  const records = new Map<number | string, ExecutionRecord>();
  for (const line of lines) {
    if (line.type !== 'event') continue;
    const { event } = line;
    if (event.type === 'finished') records.set(event.execution, event.record);
    if (event.type === 'reuse') for (const unit of event.units) records.set(placeKey(event.position, unit), unit.record);
  }
  return records;
}

function placeKey(position: number, { kind, index }: Part): string {
  return `${position} ${kind} ${index}`;
}
