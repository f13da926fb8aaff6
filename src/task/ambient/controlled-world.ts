import type { Control } from '../protocol';
import { controlledStream, type ControlledStream } from './controlled-streams';

const NativeDate = Date;
const nativeRandom = Math.random;

/** The real time, whatever code of cells is told. */
export const realNow = Date.now;

let stream: ControlledStream | null = null;
let installed = false;

/** From now on `Math.random`, `Date` and `performance.now` go by the control. */
export function enterControl(control: Control): void {
  stream = controlledStream(control);
  if (installed) return;
  installed = true;
  Math.random = controlledRandom;
  Object.assign(globalThis, { Date: ControlledDate });
  setConstructor(ControlledDate);
  Object.defineProperty(performance, 'now', { value: controlledElapsed, writable: true, configurable: true });
}

/** Says whether looks at the clock count from now on; returns whether they did. */
export function setTicking(isTicking: boolean): boolean {
  const before = stream?.isTicking ?? false;
  if (stream !== null) stream.isTicking = isTicking;
  return before;
}

/** Whether looks at the clock count: while a cell of a kernel runs. */
export function isTicking(): boolean {
  return stream?.isTicking ?? false;
}

/** They go by the real world again; what code has kept of the controlled ones does too. */
export function leaveControl(): void {
  stream = null;
  if (!installed) return;
  installed = false;
  if (Math.random === controlledRandom) Math.random = nativeRandom;
  if (globalThis.Date === ControlledDate) Object.assign(globalThis, { Date: NativeDate });
  setConstructor(NativeDate);
  Reflect.deleteProperty(performance, 'now');
}

/** The language's own function where a cell has kept a controlled one, `const now = Date.now`; every other value as it is. */
export function asNative(value: unknown): unknown {
  return natives.get(value) ?? value;
}

/** What a cell finds now under a function's name: the controlled one while there is control; every other value as it is. */
export function asFound(value: unknown): unknown {
  return installed ? (controlled.get(value) ?? value) : value;
}

function controlledRandom(): number {
  return stream === null ? nativeRandom() : stream.random();
}

function controlledNow(): number {
  return stream === null ? realNow() : stream.now();
}

const nativeElapsed = performance.now.bind(performance);

function controlledElapsed(): number {
  return stream === null ? nativeElapsed() : stream.elapsed();
}

Object.defineProperty(controlledRandom, 'name', { value: 'random' });
Object.defineProperty(controlledNow, 'name', { value: 'now' });
Object.defineProperty(controlledElapsed, 'name', { value: 'now' });

/** `Date` in all but its idea of now; instances are ordinary dates. */
const ControlledDate: DateConstructor = new Proxy(NativeDate, {
  construct(target, given: unknown[], newTarget: unknown): object {
    const made = newTarget === ControlledDate ? target : (newTarget as DateConstructor);
    return Reflect.construct(target, given.length === 0 ? [controlledNow()] : given, made) as object;
  },
  apply: () => new NativeDate(controlledNow()).toString(),
  get: (target, key): unknown => (key === 'now' && target.now === realNow ? controlledNow : Reflect.get(target, key))
});

/** Every object that is stored is looked up here. */
const natives = new Map<unknown, unknown>([
  [ControlledDate, NativeDate],
  [controlledRandom, nativeRandom],
  [controlledNow, realNow]
]);
const controlled = new Map([...natives].map(([own, native]) => [native, own]));

function setConstructor(value: DateConstructor): void {
  Object.defineProperty(NativeDate.prototype, 'constructor', { value, writable: true, configurable: true });
}
