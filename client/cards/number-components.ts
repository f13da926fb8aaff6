import type { ConfusionComponent, EventsComponent, JsonObject, ProgressComponent, ValueComponent } from '../../src/card/component';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** What a progress bar begins with. */
export interface ProgressOptions extends ComponentOptions {
  /** Left out: the end is not known. */
  readonly max?: number;
  readonly label?: string;
  readonly value?: number;
  readonly unit?: string;
  /** A remark, as `0.1 items/s`. */
  readonly metadata?: string;
}

/** How far something has come: `bar.update(5)`. */
export class ProgressBar extends ShownComponent {
  readonly type = 'progress' satisfies ProgressComponent['type'];
  declare label?: string;
  declare value: number;
  declare max: number | null;
  declare unit?: string;
  declare metadata?: string;

  constructor(options: ProgressOptions = {}) {
    super();
    const { max, value, id: _id, ...rest } = options;
    this.fill(() => ({ ...rest, max: max === undefined ? null : finite(max), value: finite(value ?? 0) }), options);
  }

  /** Says how far it has come. */
  update(value: number, more: Omit<ProgressOptions, 'id' | 'value'> = {}): void {
    this.refill(() => ({ ...more, value: finite(value) }));
  }
}

/** What a value is shown with. */
export interface ValueOptions extends ComponentOptions {
  readonly title?: string;
  readonly unit?: string;
  readonly subtitle?: string;
  /** The value that it is measured against. */
  readonly baseline?: number;
  /** Which way is good; without it a change is neither. */
  readonly better?: 'higher' | 'lower';
}

/** A value that is to be seen first, with its change against a baseline. */
export class ValueBox extends ShownComponent {
  readonly type = 'value' satisfies ValueComponent['type'];
  declare title?: string;
  declare value: string | number;
  declare unit?: string;
  declare subtitle?: string;
  declare delta?: NonNullable<ValueComponent['delta']>;

  constructor(value: string | number | bigint, options: ValueOptions = {}) {
    super();
    this.fill(() => valueFields(value, options), options);
  }

  /** Puts another value in its place. */
  update(value: string | number | bigint, options: Omit<ValueOptions, 'id'> = {}): void {
    this.refill(() => valueFields(value, options));
  }
}

function valueFields(value: string | number | bigint, { title, unit, subtitle, baseline, better }: ValueOptions): object {
  const shown = typeof value === 'number' && Number.isFinite(value) ? value : String(value);
  const texts = Object.fromEntries(Object.entries({ title, unit, subtitle }).filter(each => each[1] !== undefined));
  if (typeof value !== 'number' || !Number.isFinite(value) || baseline === undefined) return { ...texts, value: shown };
  const change = value - finite(baseline);
  const good = better === undefined ? null : change > 0 === (better === 'higher');
  return { ...texts, value: shown, delta: { value: change, good } };
}

function finite(value: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new TypeError(`${String(value)} is no number`);
}

/** Counts by actual and predicted label. */
export interface ConfusionOptions extends ComponentOptions {
  readonly title?: string;
  /** Order of the labels; left out: as they come, numbers by size. */
  readonly labels?: readonly (string | number | boolean)[];
}

/** A confusion matrix, counted from what was and what was predicted. */
export class ConfusionMatrix extends ShownComponent {
  readonly type = 'confusion' satisfies ConfusionComponent['type'];
  declare title?: string;
  declare labels: readonly string[];
  declare counts: readonly (readonly number[])[];

  constructor(actual: Iterable<unknown>, predicted: Iterable<unknown>, options: ConfusionOptions = {}) {
    super();
    this.fill(
      () => ({
        ...(options.title === undefined ? {} : { title: options.title }),
        ...countPairs([...actual], [...predicted], options.labels)
      }),
      options
    );
  }
}

/** As many labels as a matrix can show. */
const mostLabels = 60;

function countPairs(actual: readonly unknown[], predicted: readonly unknown[], given: readonly unknown[] | undefined): object {
  if (actual.length !== predicted.length) throw new TypeError(`there are ${actual.length} actual and ${predicted.length} predicted labels`);
  const found = [...new Set([...actual, ...predicted])];
  const sorted = found.every(each => typeof each === 'number') ? found.sort((a, b) => a - b) : found;
  const labels = (given ?? sorted).map(String);
  if (labels.length > mostLabels) throw new TypeError(`there are ${labels.length} labels; a matrix shows ${mostLabels}`);
  const place = new Map(labels.map((label, at) => [label, at]));
  const counts = labels.map(() => labels.map(() => 0));
  actual.forEach((each, at) => {
    const row = counts[place.get(String(each)) ?? -1];
    const column = place.get(String(predicted[at]));
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return { labels, counts };
}

/** How events are kept. */
export interface TimelineOptions extends ComponentOptions {
  readonly title?: string;
  /** How many events are kept; 100. */
  readonly maxEvents?: number;
}

/** What happened, told as it happens: `events.update('epoch 3', { loss: 0.2 })`. */
export class EventsTimeline extends ShownComponent {
  readonly type = 'events' satisfies EventsComponent['type'];
  declare title?: string;
  declare events: EventsComponent['events'];
  declare total: number;
  declare maxEvents: number;

  constructor(options: TimelineOptions = {}) {
    super();
    const { title, maxEvents } = options;
    this.fill(() => ({ ...(title === undefined ? {} : { title }), maxEvents: maxEvents ?? 100, events: [], total: 0 }), options);
  }

  /** Adds an event. */
  update(text: string, details?: JsonObject): void {
    this.refill(() => {
      const event = { at: Date.now(), text: String(text), ...(details === undefined ? {} : { details }) };
      return { events: [...this.events, event].slice(-this.maxEvents), total: this.total + 1 };
    });
  }
}
