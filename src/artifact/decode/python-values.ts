import { inspect, type InspectOptions } from 'node:util';

/** A Python object that has no counterpart here: its class, and what its pickle says of it. Nothing of it is ever run. */
export class PythonObject {
  /** Module and name: `fxlib.Point`. */
  readonly className: string;
  /** Arguments that its class would be called with. */
  readonly args: readonly unknown[];
  /** What the pickle sets on it: usually its attributes. Null when there is nothing. */
  state: unknown = null;
  /** Elements, of a kind of list or set. */
  readonly items: unknown[] = [];
  /** Keys and values, of a kind of dict. */
  readonly entries: [unknown, unknown][] = [];

  constructor(className: string, args: readonly unknown[]) {
    this.className = className;
    this.args = args;
  }

  [inspect.custom](_depth: number, options: InspectOptions): string {
    const parts = [
      ...this.args.map(arg => inspect(arg, options)),
      ...(this.state === null ? [] : [inspect(this.state, options)]),
      ...(this.items.length === 0 ? [] : [inspect(this.items, options)]),
      ...(this.entries.length === 0 ? [] : [inspect(new Map(this.entries), options)])
    ];
    return `<Python ${this.className}>(${parts.join(', ')})`;
  }
}

/** A Python class or function, named only. */
export class PythonGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  get className(): string {
    return `${this.module}.${this.name}`;
  }

  [inspect.custom](): string {
    return `<Python ${this.className}>`;
  }
}

/** A Python date, time, duration or zone that a Date cannot hold exactly; `text` is how Python's `isoformat` or `str` shows it. */
export class PythonTime {
  readonly kind: 'datetime' | 'date' | 'time' | 'timedelta' | 'timezone';
  readonly text: string;
  /** The numbers it is made of: year, month, day, hour, minute, second, microsecond; or days, seconds, microseconds; or offset in seconds. */
  readonly fields: readonly number[];
  /** Zone of a datetime or time; null when it has none. */
  readonly zone: unknown;

  constructor(kind: PythonTime['kind'], text: string, fields: readonly number[], zone: unknown = null) {
    this.kind = kind;
    this.text = text;
    this.fields = fields;
    this.zone = zone;
  }

  toString(): string {
    return this.text;
  }

  [inspect.custom](): string {
    return `<Python ${this.kind}>(${this.text})`;
  }
}

/** A Python number that no JavaScript number is: a Decimal or a Fraction. `Number(x)` gives the nearest one. */
export class PythonNumber {
  readonly kind: 'Decimal' | 'Fraction';
  readonly text: string;

  constructor(kind: PythonNumber['kind'], text: string) {
    this.kind = kind;
    this.text = text;
  }

  valueOf(): number {
    const [numerator = '', denominator = '1'] = this.text.split('/');
    return Number(numerator) / Number(denominator);
  }

  toString(): string {
    return this.text;
  }

  [inspect.custom](): string {
    return `<Python ${this.kind}>(${this.text})`;
  }
}

/** A complex number. */
export class PythonComplex {
  readonly real: number;
  readonly imaginary: number;

  constructor(real: number, imaginary: number) {
    this.real = real;
    this.imaginary = imaginary;
  }
}

/** What a class's `__reduce__` made and its state completes: it is replaced, also where it is remembered, when the state comes. */
export class Unfinished extends PythonObject {
  /** Places in the memo. */
  readonly slots: number[] = [];
  readonly finish: (state: unknown) => unknown;

  constructor(className: string, args: readonly unknown[], finish: (state: unknown) => unknown) {
    super(className, args);
    this.finish = finish;
  }
}
