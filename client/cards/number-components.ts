import { UnfitValue } from '../../src/card/unfit-value';
import type { EventsComponent, JsonObject, ProgressComponent, ValueComponent } from '../../src/card/component';
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
    this.fill(() => {
      const { max, value, id: _id, ...rest } = optionsOf(options, 'new ProgressBar({ max: 10 })');
      return { ...rest, max: max === undefined ? null : finite(max), value: finite(value ?? 0) };
    }, options);
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

/** @throws UnfitValue for what is no plain object */
function optionsOf(options: ProgressOptions, example: string): ProgressOptions {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return options;
  throw new UnfitValue(`what it is given is no object: ${example}`);
}

function valueFields(value: string | number | bigint, { title, unit, subtitle, baseline, better }: ValueOptions): object {
  if (typeof value === 'object' || typeof value === 'function' || value === undefined)
    throw new UnfitValue("its first argument is the value, a number or a text: new ValueBox(0.93, { title: 'Accuracy' })");
  const shown = typeof value === 'number' && Number.isFinite(value) ? value : String(value);
  const texts = Object.fromEntries(Object.entries({ title, unit, subtitle }).filter(each => each[1] !== undefined));
  if (typeof value !== 'number' || !Number.isFinite(value) || baseline === undefined) return { ...texts, value: shown };
  const change = value - finite(baseline);
  const good = better === undefined ? null : change > 0 === (better === 'higher');
  return { ...texts, value: shown, delta: { value: change, good } };
}

function finite(value: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new UnfitValue(`${String(value)} is no number`);
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
