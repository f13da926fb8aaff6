import type { UnitKind } from '../run/run-state';
import type { ExecutionRecord } from '../task/protocol';
import type { Deed, RunHeader, RunLine } from './run-line';

/** A task that a run has published as part of its result. */
export interface OriginTask {
  readonly step: string;
  readonly kind: UnitKind;
  /** Position among the items; null unless an item. */
  readonly index: number | null;
  /** Its id in that run. */
  readonly task: string;
  readonly record: ExecutionRecord;
}

/** A run that another one goes on from. */
export interface OriginRun {
  readonly header: RunHeader;
  /** In the order in which they were published. */
  readonly tasks: readonly OriginTask[];
}

/** The tasks that a run's lines say were published as part of its result: not those that failed, nor those whose failure was caught. */
export function publishedTasks(header: RunHeader, lines: readonly RunLine[]): OriginTask[] {
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
    return [{ step: step.name, ...part, task: deed.task, record }];
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
